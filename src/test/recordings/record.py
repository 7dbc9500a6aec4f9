#!/usr/bin/env python3
"""Records what real programs write to a terminal of 100 x 30, for the tests that compare terminals.

    sudo unshare -fpu --mount-proc src/test/recordings/record.py src/test/resources/recordings [NAME...]

Needs vim, less, htop, tmux, nano and mc; claude needs node, and a Docker Engine with the image claude-agent, and is recorded only where it
is named: without unshare, since it talks to a stand-in for the model. A process and host name space of its own keeps the machine that the
others are made on out of their recordings.
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
COLOURS = r"""for i in $(seq 0 255); do printf '\033[48;5;%dm%4d\033[m' $i $i; done; echo
for i in $(seq 0 5 255); do printf '\033[38;2;%d;%d;128;48;2;0;%d;%dmx' $i $((255-i)) $i $((i/2)); done; printf '\033[m\n'
for i in 1 2 3 4 4:3 21 5 7 8 9 53; do printf '\033[%sm attribute %s \033[m ' $i $i; done; printf '\033[1;3;38;2;1;2;3mbold \033[22mnot \033[39mplain\033[m\n'
printf '\033[44mto the end\033[K\033[m\n\033[41m\033[2;10H\033[1J\033[m\033[20;1H\033[45m\033[2L\033[2@\033[3X\033[m\033[25;1H\033[7mreverse\033[27m \033]8;;http://x.test/\033\\link\033]8;;\033\\\n'
printf '\033(0lqqk\r\nx\033(B  \033(0x\r\nmqqj\033(B\r\n'"""
MODEL = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../resources/fake-model.mjs")
CLAUDE = f"""exec 3< <(node {MODEL} 0 0.0.0.0 2>/dev/null); read -r said <&3; port=${{said##*:}}; port=${{port%%[!0-9]*}}
key=sk-ant-made-up-key-of-no-account-0123456789; folder=$(mktemp -d)
echo '{{"hasCompletedOnboarding": true, "customApiKeyResponses": {{"approved": ["'${{key: -20}}'"], "rejected": []}},' \\
  '"projects": {{"/project": {{"hasTrustDialogAccepted": true}}}}}}' > "$folder/.claude.json"
docker run --rm -it --workdir /project --add-host host.docker.internal:host-gateway --volume "$folder:/claude-config" \\
  --env CLAUDE_CONFIG_DIR=/claude-config --env ANTHROPIC_API_KEY=$key --env ANTHROPIC_BASE_URL=http://host.docker.internal:$port \\
  --env CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC=1 --env TERM=xterm-256color --env COLORTERM=truecolor claude-agent claude"""
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
    "nano": (["nano", "--ignorercfiles", TEXT], ["\x16", "\x16", "\x17GNU\r", "\x0b", "typed text\r", "\x1b[B", "\x14", "\x03", "\x18n"]),
    "mc": (["mc", "--nomouse", "--nosubshell", "/usr/share", "/etc"], ["\x1b[B", "\t", "\x1b[B", "\x1b[6~", "\x1b9", "\x1b\x1b", "\x1b3", "\x1b0"]),
    "colours": (["bash", "-c", COLOURS], []),
    "claude": (["bash", "-c", CLAUDE], [""] * 60 + ["say hello", "\r"] + [""] * 25 + ["/", "\033", "\x03", "\x03"] + [""] * 5),
    "tmux": (["tmux", "-L", "recorded", "-f", "/dev/null", "new-session", "env PS1='$ ' bash --norc"],
             ["ls -C /usr/share\r", "\x02%", "seq 60\r", "\x02\"", "cat " + TEXT + "\r", "\x02o", "\x02o", "clear\r", "echo hi\r"]),
    "bash": (["env", "PS1=$ ", "bash", "--norc"], ["echo one two three", "\x01", "\x1bf", "X", "\x0b", "\r", "for i in 1 2 3; do echo $i; done\r", "\x0c", "seq 40\r",
             "printf 'no newline'\r", "\x12seq", "\r"]),
}


def record(argv, keys):
    pid, fd = pty.fork()
    if pid == 0:
        engine = {name: value for name, value in os.environ.items() if name == "DOCKER_HOST"}
        os.environ.clear()
        os.environ.update(engine, PATH="/usr/local/bin:/usr/bin:/bin", TERM="xterm-256color", LANG="C.UTF-8", HOME="/nonexistent", LESS="", TMPDIR="/tmp")
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
    wanted = sys.argv[2:] or [name for name in PROGRAMS if name != "claude"]
    if "claude" not in wanted:
        socket.sethostname("machine")
    for name in wanted:
        argv, keys = PROGRAMS[name]
        recorded = record(argv, keys)
        with open(os.path.join(sys.argv[1], name + ".bin"), "wb") as file:
            file.write(recorded)
        print(name, len(recorded))
