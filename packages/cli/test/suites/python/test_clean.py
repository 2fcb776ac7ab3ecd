import socket
import subprocess
import sys
import unittest


class Api(unittest.TestCase):
    def test_answers(self):
        server = subprocess.Popen(
            [sys.executable, "server.py"], stdout=subprocess.PIPE, text=True
        )
        self.addCleanup(server.stdout.close)
        self.addCleanup(server.wait)
        self.addCleanup(server.terminate)
        port = int(server.stdout.readline())
        with socket.create_connection(("127.0.0.1", port)):
            pass


if __name__ == "__main__":
    unittest.main()
