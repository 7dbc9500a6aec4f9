#!/usr/bin/env python3
"""Records what real programs write to a terminal of 100 x 30, for the tests that compare terminals.

    sudo unshare -fpu --mount-proc src/test/recordings/record.py src/test/resources/recordings [NAME...]

A process and host name space of its own keeps the machine it is made on out of the recordings. There is no DEC line drawing in them, since
tmux capture-pane shows the letters that stand for the lines.
"""
import os, pty, select, signal, socket, struct, fcntl, sys, termios, time

COLS, ROWS = 100, 30
TEXT = "/usr/share/common-licenses/GPL-3"
PROGRESS = r"""for i in $(seq 0 4 100); do printf '\r\033[K\033[32m%3d%%\033[m [%-50s] ' $i "$(printf '█%.0s' $(seq 1 $((i/2+1))))"; done; echo
for i in 1 2 3; do echo "line $i"; done; printf '\033[2A\033[1G\033[2Kreplaced\033[2B\r'
printf '\0337\033[1;29r\0338\033[1A'; for i in $(seq 1 40); do echo "unpacking package-$i ..."; printf '\0337\033[30;1H\033[42;30mProgress: [%3d%%]\033[m\0338' $i; done
printf '\033[1;30r\033[29;1Hdone\n'"""
UNICODE = r"""printf '漢字とかな 한글 ｆｕｌｌ\ne\u0301tude nai\u0308ve — “quotes” │┌─┐\n'; for i in $(seq 1 60); do printf '漢字%d ' $i; done; echo
printf '%0100d' 7; printf '\033[K\nnext\n'; printf '%0250d\n' 9; printf 'tab\tstop\t|\n'
printf '\033[10;20Hhere\033[4h<inserted>\033[4l\033[12;1H\033[3L\033[15;5H\033[2M\033[18;1H\033[5@\033[3P\033[20;10H\033[1K\033[22;1H'"""
PROGRAMS = {
    "ls": (["ls", "--color=always", "-la", "/etc"], []),
    "ls-columns": (["ls", "--color=always", "-C", "/usr/bin"], []),
    "less": (["less", TEXT], [" ", " ", "b", "/GNU\n", "n", "n", "g", "j", "j", "G"]),
    "vim": (["vim", "-u", "NONE", "-N", "-c", "syntax on|set nu hls ruler ls=2|set ft=sh", "/etc/profile"],
            ["j", "j", "dd", "p", "ihello world\033", ":split\r", "\x06", "\x06", "/if\r", "u", ":vsplit\r", "ggVG", "\033", "\x17w", "G", "ofull\033"]),
    "top": (["top", "-d", "0.5"], [" ", "1", "c", " "]),
    "htop": (["htop"], ["\033[B", "t", " ", "\033OQ"]),
    "progress": (["bash", "-c", PROGRESS], []),
    "unicode": (["bash", "-c", UNICODE], []),
    "tmux": (["tmux", "-L", "recorded", "-f", "/dev/null", "new-session", "env PS1='$ ' bash --norc"],
             ["ls -C /usr/share\r", "\x02%", "seq 60\r", "\x02\"", "cat " + TEXT + "\r", "\x02o", "\x02o", "clear\r", "echo hi\r"]),
    "bash": (["env", "PS1=$ ", "bash", "--norc"], ["echo one two three", "\x01", "\x1bf", "X", "\x0b", "\r", "for i in 1 2 3; do echo $i; done\r", "\x0c", "seq 40\r",
             "printf 'no newline'\r", "\x12seq", "\r"]),
}


def record(argv, keys):
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.clear()
        os.environ.update(PATH="/usr/bin:/bin", TERM="xterm-256color", LANG="C.UTF-8", HOME="/nonexistent", LESS="", TMPDIR="/tmp")
        os.chdir("/usr/share")
        time.sleep(0.2)
        os.execvp(argv[0], argv)
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLS, 0, 0))
    out = bytearray()

    def drain(seconds):
        end = time.time() + seconds
        while (left := end - time.time()) > 0:
            if select.select([fd], [], [], left)[0]:
                try:
                    data = os.read(fd, 65536)
                except OSError:
                    return
                if not data:
                    return
                out.extend(data)

    drain(1.5)
    for key in keys:
        try:
            os.write(fd, key.encode())
        except OSError:
            break
        drain(0.6)
    recorded = bytes(out)
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass
    os.close(fd)
    os.waitpid(pid, 0)
    return recorded


if __name__ == "__main__":
    socket.sethostname("machine")
    for name, (argv, keys) in PROGRAMS.items():
        if sys.argv[2:] and name not in sys.argv[2:]:
            continue
        recorded = record(argv, keys)
        with open(os.path.join(sys.argv[1], name + ".bin"), "wb") as file:
            file.write(recorded)
        print(name, len(recorded))
