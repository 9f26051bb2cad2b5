import subprocess,sys
sys.exit(subprocess.run(["/work/main/target/debug/turnwise","verify",*sys.argv[1:]]).returncode)
