// The golden records; see the files to come.
