"""公开信息: texts that were published, every version of them."""
