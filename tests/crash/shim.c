/* Writes down what a process does to the files below one folder, and lets the n-th of these things fail.
 *
 * LD_PRELOAD. CRASH_ROOT names the folder (absolute, no symbolic links), CRASH_JOURNAL the file that everything is
 * written into, in order. SQLite and Python both come through here. Shared memory ("…-shm") is not written down:
 * SQLite makes it anew after a power cut. One record: 36 bytes (struct record, little endian), two paths below the
 * folder, data. While a thing happens nobody else's can, so the order written down is the order in which it was.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST_FDS 4096

struct __attribute__((packed)) record {
    uint8_t what, spare;
    uint16_t first, second, unused; /* lengths of the paths */
    uint64_t ino, at, size;
    uint32_t data;
};

struct handle {
    uint64_t ino;
    int kept, folder, silent; /* silent: fails like others, but is not written down */
    char path[256];
};

static struct handle handles[MOST_FDS];
static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX];
static size_t root_length;
static int journal = -1;

/* What is to fail: 1 whatever takes room, 2 fsync, 4 the disk is read-only; from the n-th on, for good or once. */
static int fail_what, fail_errno, fail_for_good;
static long fail_at, happened;

#define REAL(name) real_##name
#define DECLARE(type, name, ...) static type (*real_##name)(__VA_ARGS__)
DECLARE(int, open, const char *, int, ...);
DECLARE(int, openat, int, const char *, int, ...);
DECLARE(int, close, int);
DECLARE(ssize_t, write, int, const void *, size_t);
DECLARE(ssize_t, pwrite, int, const void *, size_t, off_t);
DECLARE(ssize_t, writev, int, const struct iovec *, int);
DECLARE(int, ftruncate, int, off_t);
DECLARE(int, truncate, const char *, off_t);
DECLARE(int, fsync, int);
DECLARE(int, fdatasync, int);
DECLARE(int, rename, const char *, const char *);
DECLARE(int, renameat2, int, const char *, int, const char *, unsigned);
DECLARE(int, link, const char *, const char *);
DECLARE(int, unlink, const char *);
DECLARE(int, unlinkat, int, const char *, int);
DECLARE(int, mkdir, const char *, mode_t);
DECLARE(int, rmdir, const char *);
DECLARE(ssize_t, sendfile, int, int, off_t *, size_t);

__attribute__((constructor)) static void begin(void) {
    static int begun;
    if (begun) return;
    begun = 1;
#define FIND(name) real_##name = dlsym(RTLD_NEXT, #name)
    FIND(open), FIND(openat), FIND(close), FIND(write), FIND(pwrite), FIND(writev), FIND(ftruncate), FIND(truncate);
    FIND(fsync), FIND(fdatasync), FIND(rename), FIND(renameat2), FIND(link), FIND(unlink), FIND(unlinkat), FIND(mkdir);
    FIND(rmdir), FIND(sendfile);
    const char *where = getenv("CRASH_ROOT"), *into = getenv("CRASH_JOURNAL");
    if (where) root_length = strlen(strncpy(root, where, sizeof root - 1));
    if (into) journal = real_open(into, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

/* The path below the folder, "" for the folder itself; NULL for what lies elsewhere. */
static const char *below(int dirfd, const char *path, char *room) {
    if (!root_length || !path) return NULL;
    if (path[0] != '/') {
        char base[PATH_MAX];
        if (dirfd == AT_FDCWD) {
            if (!getcwd(base, sizeof base)) return NULL;
        } else {
            char link[64];
            snprintf(link, sizeof link, "/proc/self/fd/%d", dirfd);
            ssize_t length = readlink(link, base, sizeof base - 1);
            if (length < 0) return NULL;
            base[length] = 0;
        }
        if (snprintf(room, PATH_MAX, "%s/%s", base, path) >= PATH_MAX) return NULL;
        path = room;
    }
    if (strncmp(path, root, root_length) || (path[root_length] && path[root_length] != '/')) return NULL;
    path += root_length;
    while (*path == '/') path++;
    return path;
}

static int is_silent(const char *path) {
    size_t length = strlen(path);
    return length >= 4 && !strcmp(path + length - 4, "-shm");
}

static void tell(char what, const char *first, const char *second, uint64_t ino, uint64_t at, uint64_t size,
                 const void *data, size_t length) {
    if (journal < 0 || (first && is_silent(first))) return;
    struct record said = {(uint8_t)what, 0, first ? strlen(first) : 0, second ? strlen(second) : 0, 0, ino, at, size, length};
    struct iovec parts[] = {{&said, sizeof said}, {(void *)first, said.first}, {(void *)second, said.second}, {(void *)data, length}};
    size_t whole = sizeof said + said.first + said.second + length;
    if (real_writev(journal, parts, 4) != (ssize_t)whole) abort(); /* a journal with holes proves nothing */
}

/* Is this the one that fails? Counts it. */
static int fails(int kind) {
    if (fail_what & 4 && kind != 2) return errno = EROFS, 1;
    if (!(fail_what & kind)) return 0;
    happened++;
    if (happened < fail_at || (happened > fail_at && !fail_for_good)) return 0;
    return errno = fail_errno, 1;
}

/* For the workload: it has told somebody. */
void crash_ack(const void *data, size_t length) {
    pthread_mutex_lock(&turn);
    tell('A', NULL, NULL, 0, 0, 0, data, length);
    pthread_mutex_unlock(&turn);
}

/* For the workload: from now on the n-th of these things fails. */
void crash_fail(int what, long n, int error, int for_good) {
    pthread_mutex_lock(&turn);
    fail_what = what, fail_at = n, fail_errno = error, fail_for_good = for_good, happened = 0;
    pthread_mutex_unlock(&turn);
}

/* For the workload: how many of the things that may fail have happened since. */
long crash_count(void) { return happened; }

#define IN_TURN(type, ...)                      \
    do {                                        \
        pthread_mutex_lock(&turn);              \
        type result;                            \
        __VA_ARGS__                             \
        int kept_errno = errno;                 \
        pthread_mutex_unlock(&turn);            \
        errno = kept_errno;                     \
        return result;                          \
    } while (0)

static int opened(int dirfd, const char *path, int flags, mode_t mode) {
    begin();
    char room[PATH_MAX];
    const char *mine = below(dirfd, path, room);
    if (!mine) return real_openat(dirfd, path, flags, mode);
    IN_TURN(int, {
        struct stat found;
        int was = !fstatat(dirfd, path, &found, 0);
        int writes = (flags & O_ACCMODE) != O_RDONLY;
        if ((fail_what & 4 && (writes || (!was && flags & O_CREAT)) && fails(1)) || (!was && flags & O_CREAT && fails(1)))
            result = -1;
        else
            result = real_openat(dirfd, path, flags, mode);
        if (result >= 0 && result < MOST_FDS && !fstat(result, &found)) {
            struct handle *handle = &handles[result];
            handle->ino = found.st_ino, handle->kept = 1, handle->folder = S_ISDIR(found.st_mode);
            handle->silent = is_silent(mine);
            snprintf(handle->path, sizeof handle->path, "%s", mine);
            if (!was && !handle->folder) tell('C', mine, NULL, found.st_ino, 0, 0, NULL, 0);
            else if (flags & O_TRUNC && writes) tell('T', NULL, NULL, found.st_ino, 0, 0, NULL, 0);
        }
    });
}

#define MODE(flags)                             \
    mode_t mode = 0;                            \
    if ((flags) & (O_CREAT | O_TMPFILE)) {      \
        va_list more;                           \
        va_start(more, flags);                  \
        mode = va_arg(more, mode_t);            \
        va_end(more);                           \
    }
int open(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int open64(const char *path, int flags, ...) { MODE(flags) return opened(AT_FDCWD, path, flags, mode); }
int openat(int dirfd, const char *path, int flags, ...) { MODE(flags) return opened(dirfd, path, flags, mode); }
int openat64(int dirfd, const char *path, int flags, ...) { MODE(flags) return opened(dirfd, path, flags, mode); }
int creat(const char *path, mode_t mode) { return opened(AT_FDCWD, path, O_CREAT | O_WRONLY | O_TRUNC, mode); }

static struct handle *mine(int fd) {
    begin();
    return fd >= 0 && fd < MOST_FDS && handles[fd].kept ? &handles[fd] : NULL;
}

int close(int fd) {
    struct handle *handle = mine(fd);
    if (handle) handle->kept = 0;
    return real_close(fd);
}

static ssize_t put(int fd, struct handle *handle, const void *data, size_t length, off_t at, int places) {
    IN_TURN(ssize_t, {
        if (fails(1)) {
            /* The last room there is takes a part of it. */
            if (fail_errno == ENOSPC && happened == fail_at && length > 1) length /= 2, errno = 0;
            else length = 0;
        }
        if (!length) result = -1;
        else result = places ? real_pwrite(fd, data, length, at) : real_write(fd, data, length);
        if (result > 0 && !handle->silent) {
            if (!places) at = lseek(fd, 0, SEEK_CUR) - result;
            tell('W', NULL, NULL, handle->ino, at, 0, data, result);
        }
    });
}

ssize_t write(int fd, const void *data, size_t length) {
    struct handle *handle = mine(fd);
    return handle && length ? put(fd, handle, data, length, 0, 0) : real_write(fd, data, length);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t at) {
    struct handle *handle = mine(fd);
    return handle && length ? put(fd, handle, data, length, at, 1) : real_pwrite(fd, data, length, at);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off_t at) { return pwrite(fd, data, length, at); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
    struct handle *handle = mine(fd);
    if (!handle) return real_writev(fd, parts, count);
    ssize_t total = 0; /* a short answer is allowed: one part after the other */
    for (int place = 0; place < count; place++) {
        ssize_t done = write(fd, parts[place].iov_base, parts[place].iov_len);
        if (done < 0) return total ? total : done;
        total += done;
        if ((size_t)done < parts[place].iov_len) break;
    }
    return total;
}
ssize_t sendfile(int to, int from, off_t *at, size_t count) { /* let whoever copies read and write instead */
    return mine(to) ? (errno = EINVAL, -1) : real_sendfile(to, from, at, count);
}
ssize_t sendfile64(int to, int from, off_t *at, size_t count) { return sendfile(to, from, at, count); }

int ftruncate(int fd, off_t size) {
    struct handle *handle = mine(fd);
    if (!handle) return real_ftruncate(fd, size);
    IN_TURN(int, {
        result = fail_what & 4 && fails(1) ? -1 : real_ftruncate(fd, size);
        if (!result && !handle->silent) tell('T', NULL, NULL, handle->ino, 0, size, NULL, 0);
    });
}
int ftruncate64(int fd, off_t size) { return ftruncate(fd, size); }
int truncate(const char *path, off_t size) {
    int fd = open(path, O_WRONLY);
    if (fd < 0) return -1;
    int result = ftruncate(fd, size);
    close(fd);
    return result;
}
int truncate64(const char *path, off_t size) { return truncate(path, size); }

static int synced(int fd, struct handle *handle, int (*real)(int)) {
    IN_TURN(int, {
        result = fails(2) ? -1 : real(fd);
        if (!result && handle->folder) tell('D', handle->path, NULL, 0, 0, 0, NULL, 0);
        else if (!result && !handle->silent) tell('F', NULL, NULL, handle->ino, 0, 0, NULL, 0);
    });
}
int fsync(int fd) {
    struct handle *handle = mine(fd);
    return handle ? synced(fd, handle, real_fsync) : real_fsync(fd);
}
int fdatasync(int fd) {
    struct handle *handle = mine(fd);
    return handle ? synced(fd, handle, real_fdatasync) : real_fdatasync(fd);
}

int renameat2(int from_dir, const char *from, int to_dir, const char *to, unsigned flags) {
    begin();
    char one[PATH_MAX], two[PATH_MAX];
    const char *first = below(from_dir, from, one), *second = below(to_dir, to, two);
    if (!first && !second) return real_renameat2(from_dir, from, to_dir, to, flags);
    if (!first || !second || flags) return errno = EXDEV, -1; /* from outside: copy, then rename */
    IN_TURN(int, {
        result = fails(1) ? -1 : real_renameat2(from_dir, from, to_dir, to, 0);
        if (!result) tell('R', first, second, 0, 0, 0, NULL, 0);
    });
}
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }
int renameat(int from_dir, const char *from, int to_dir, const char *to) { return renameat2(from_dir, from, to_dir, to, 0); }

int link(const char *from, const char *to) {
    begin();
    char one[PATH_MAX], two[PATH_MAX];
    const char *first = below(AT_FDCWD, from, one), *second = below(AT_FDCWD, to, two);
    if (!first || !second) return real_link(from, to);
    IN_TURN(int, {
        result = fails(1) ? -1 : real_link(from, to);
        if (!result) tell('L', first, second, 0, 0, 0, NULL, 0);
    });
}

int unlinkat(int dirfd, const char *path, int flags) {
    begin();
    char room[PATH_MAX];
    const char *gone = below(dirfd, path, room);
    if (!gone) return real_unlinkat(dirfd, path, flags);
    IN_TURN(int, {
        result = fail_what & 4 && fails(1) ? -1 : real_unlinkat(dirfd, path, flags);
        if (!result) tell('U', gone, NULL, 0, 0, 0, NULL, 0);
    });
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdir(const char *path, mode_t mode) {
    begin();
    char room[PATH_MAX];
    const char *made = below(AT_FDCWD, path, room);
    if (!made) return real_mkdir(path, mode);
    IN_TURN(int, {
        result = fails(1) ? -1 : real_mkdir(path, mode);
        if (!result) tell('M', made, NULL, 0, 0, 0, NULL, 0);
    });
}
