"""查看记录: who opened what and who changed what, read by auditors."""
