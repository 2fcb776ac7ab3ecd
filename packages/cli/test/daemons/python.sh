# Python closes the descriptors that a child would inherit.
python3 -c 'import subprocess, sys; subprocess.Popen(["sh", "stay.sh", sys.argv[1]], start_new_session=True)' "$1"
