/*
 * Stops the threads of a process whose names contain a word, as a hanging system call would, until its standard input is closed.
 * Usage: stopped-threads PID WORD
 */
#include <ctype.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static int named(const char *pid, const char *thread, const char *word) {
    char path[64], name[32] = "";
    snprintf(path, sizeof path, "/proc/%.10s/task/%.10s/comm", pid, thread);
    FILE *file = fopen(path, "r");
    if (!file) {
        return 0;
    }
    int read = fgets(name, sizeof name, file) != NULL;
    fclose(file);
    return read && strstr(name, word) != NULL;
}

int main(int count, char **words) {
    char path[64];
    int stopped = 0;
    if (count != 3) {
        return 2;
    }
    snprintf(path, sizeof path, "/proc/%.10s/task", words[1]);
    DIR *threads = opendir(path);
    if (!threads) {
        perror(path);
        return 1;
    }
    for (struct dirent *entry; (entry = readdir(threads));) {
        if (!isdigit((unsigned char) entry->d_name[0]) || !named(words[1], entry->d_name, words[2])) {
            continue;
        }
        pid_t thread = atoi(entry->d_name);
        if (ptrace(PTRACE_SEIZE, thread, 0, 0) || ptrace(PTRACE_INTERRUPT, thread, 0, 0) || waitpid(thread, NULL, __WALL) < 0) {
            perror(entry->d_name);
            return 1;
        }
        stopped++;
    }
    printf("%d\n", stopped);
    fflush(stdout);
    while (getchar() != EOF) {
    }
    return 0;
}
