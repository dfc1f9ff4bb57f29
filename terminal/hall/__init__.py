"""大厅: home, the idle picture, how the screen looks, help."""
