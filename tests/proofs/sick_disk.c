/* A disk that is sick on command, for a program that is started with this as LD_PRELOAD. While the folder $SICK has a file
   `fsync`, files whose path has the words in it can't be synced (EIO); while it has a file `write`, such files can't be
   written to (ENOSPC). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int sick(int file, const char *what) {
  char place[4096], words[256], path[4096], *folder = getenv("SICK");
  if (!folder || snprintf(place, sizeof place, "%s/%s", folder, what) < 0) return 0;
  FILE *order = fopen(place, "r");
  if (!order) return 0;
  char *read = fgets(words, sizeof words, order);
  fclose(order);
  snprintf(place, sizeof place, "/proc/self/fd/%d", file);
  ssize_t length = readlink(place, path, sizeof path - 1);
  if (!read || length < 0) return 0;
  path[length] = 0;
  return strstr(path, words) != NULL;
}

int fsync(int file) { return sick(file, "fsync") ? (errno = EIO, -1) : REAL(fsync)(file); }
int fdatasync(int file) { return sick(file, "fsync") ? (errno = EIO, -1) : REAL(fdatasync)(file); }
ssize_t write(int file, const void *bytes, size_t count) {
  return sick(file, "write") ? (errno = ENOSPC, -1) : REAL(write)(file, bytes, count);
}
ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  return sick(file, "write") ? (errno = ENOSPC, -1) : REAL(pwrite64)(file, bytes, count, at);
}
