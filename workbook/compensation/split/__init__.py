"""Cash against stock options: what a split of the number is worth on each path of the share."""
