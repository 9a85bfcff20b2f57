package archive

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"
)

// noFollow opens no link, and waits for nobody at a pipe's other end.
const noFollow = unix.O_NOFOLLOW | unix.O_NONBLOCK

// inode tells a file from all others of a disk.
type inode struct{ dev, ino uint64 }

// inodeOf is a file's, and whether it has several names.
func inodeOf(info fs.FileInfo) (inode, bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return inode{}, false
	}
	return inode{uint64(s.Dev), s.Ino}, s.Nlink > 1
}

// nextData is where, from an offset on, something is written in a file; its size: nothing is. A file system that knows of no
// holes has none.
func nextData(f *os.File, from, size int64) (int64, error) {
	at, err := unix.Seek(int(f.Fd()), from, unix.SEEK_DATA)
	switch {
	case errors.Is(err, unix.ENXIO):
		return size, nil
	case err != nil:
		return from, nil
	}
	return min(at, size), nil
}

// Attributes of users' own: what others have is the system's.
const (
	userAttribute = "user."
	maxAttributes = 64 << 10 // bytes of names, and of each value
)

// attributes are the extended ones of what is open, as far as they are users' and can be read.
func attributes(f *os.File) map[string]string {
	names := make([]byte, maxAttributes)
	n, err := unix.Flistxattr(int(f.Fd()), names)
	if err != nil || n == 0 {
		return nil
	}
	var all map[string]string
	value := make([]byte, maxAttributes)
	for name := range bytes.SplitSeq(names[:n], []byte{0}) {
		if !bytes.HasPrefix(name, []byte(userAttribute)) || bytes.ContainsRune(name, '=') {
			continue
		}
		n, err := unix.Fgetxattr(int(f.Fd()), string(name), value)
		if err != nil || bytes.IndexByte(value[:n], 0) >= 0 { // PAX records hold none in Go's package
			continue
		}
		if all == nil {
			all = map[string]string{}
		}
		all[string(name)] = string(value[:n])
	}
	return all
}

// setAttributes gives them, as far as the file system takes them, and tells how many it did not.
func setAttributes(f *os.File, records map[string]string) (lost int) {
	for k, v := range records {
		name, is := strings.CutPrefix(k, paxAttribute)
		if !is || !strings.HasPrefix(name, userAttribute) {
			continue
		}
		if unix.Fsetxattr(int(f.Fd()), name, []byte(v), 0) != nil {
			lost++
		}
	}
	return lost
}

// full reports whether a disk has no room.
func full(err error) bool { return errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) }

// ownerOf is whose something is.
func ownerOf(info fs.FileInfo) (uid, gid int, ok bool) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return int(s.Uid), int(s.Gid), true
}
