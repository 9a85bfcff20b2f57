package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// mark is the file that says that a volume is being filled.
const mark = ".berth-filling"

// ours are what an empty volume may have: a file system's own folder, and the mark.
var ours = map[string]bool{"lost+found": true, mark: true}

// copier counts what it copies.
type copier struct{ count, skipped int }

// fill fills a volume with what is in a folder, if the volume is empty or was not filled to its end. It reports whether it
// did. Who fills the same volume meanwhile is waited for.
func (c *copier) fill(from, to string) (bool, error) {
	from, err := filepath.EvalSymlinks(from)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil // the image has nothing there
	}
	if err != nil {
		return false, err
	}
	info, err := os.Stat(from)
	if err != nil {
		return false, err
	}
	if !info.IsDir() {
		return false, nil
	}
	path := filepath.Join(to, mark)
	held, first, err := open(to, path)
	if held == nil || err != nil {
		return false, err
	}
	defer held.Close()
	if err := syscall.Flock(int(held.Fd()), syscall.LOCK_EX); err != nil {
		return false, fmt.Errorf("the volume cannot be locked: %w", err)
	}
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		return false, nil // another one has filled it meanwhile
	}
	if first {
		// Another one may have come and gone between the look and the mark.
		if empty, err := vacant(to); err != nil || !empty {
			return false, errors.Join(err, os.Remove(path))
		}
	}
	if err := c.folder(from, to); err != nil {
		return false, err
	}
	if err := give(to, info); err != nil {
		return false, err
	}
	if d, err := os.Open(to); err == nil { // all of it is there before the mark goes
		_ = d.Sync()
		d.Close()
	}
	return true, os.Remove(path)
}

// open opens the mark of a volume that is to be filled, and reports whether it was made just now; nil: it is not to be filled.
func open(to, path string) (held *os.File, first bool, err error) {
	again := func() (*os.File, bool, error) {
		held, err := os.OpenFile(path, os.O_RDWR|syscall.O_NOFOLLOW, 0)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, false, nil
		}
		return held, false, err
	}
	if held, _, err := again(); held != nil || err != nil {
		return held, false, err
	}
	if empty, err := vacant(to); err != nil || !empty {
		return nil, false, err
	}
	held, err = os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return again()
	}
	if err != nil {
		return nil, false, fmt.Errorf("the volume cannot be written: %w", err)
	}
	return held, true, nil
}

// vacant reports whether a volume has nothing in it.
func vacant(dir string) (bool, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return false, err
	}
	for _, e := range entries {
		if !ours[e.Name()] {
			return false, nil
		}
	}
	return true, nil
}

// folder copies what is in a folder into one that is there.
func (c *copier) folder(from, to string) error {
	entries, err := os.ReadDir(from)
	if errors.Is(err, fs.ErrPermission) {
		c.skipped++
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		info, err := e.Info()
		if err != nil {
			return err
		}
		if err := c.entry(filepath.Join(from, e.Name()), filepath.Join(to, e.Name()), info); err != nil {
			return err
		}
	}
	return nil
}

func (c *copier) entry(from, to string, info fs.FileInfo) error {
	old, err := os.Lstat(to)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	// What is left of an earlier try goes, but for a folder that is to be one.
	if err == nil && !(old.IsDir() && info.IsDir()) {
		if err := os.RemoveAll(to); err != nil {
			return err
		}
	}
	switch {
	case info.IsDir():
		// It can be written into until it has what it is to have.
		if err := os.Mkdir(to, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return err
		}
		if err := c.folder(from, to); err != nil {
			return err
		}
	case info.Mode().IsRegular():
		err := copyFile(from, to, 0o600)
		if errors.Is(err, errUnreadable) {
			c.skipped++
			return nil
		}
		if err != nil {
			return err
		}
	case info.Mode()&fs.ModeSymlink != 0:
		where, err := os.Readlink(from)
		if err != nil {
			return err
		}
		if err := os.Symlink(where, to); err != nil {
			return err
		}
	default:
		c.skipped++
		return nil
	}
	c.count++
	return give(to, info)
}

// give makes a copy be whose the original is, as far as this user may do that, and gives it the original's mode and time.
func give(to string, info fs.FileInfo) error {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		if err := os.Lchown(to, int(s.Uid), int(s.Gid)); err != nil && !errors.Is(err, fs.ErrPermission) {
			return err
		}
	}
	if info.Mode()&fs.ModeSymlink != 0 {
		return nil
	}
	mode := info.Mode() & (fs.ModePerm | fs.ModeSetuid | fs.ModeSetgid | fs.ModeSticky)
	if err := os.Chmod(to, mode); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	if err := os.Chtimes(to, info.ModTime(), info.ModTime()); err != nil && !errors.Is(err, fs.ErrPermission) {
		return err
	}
	return nil
}

// errUnreadable is what cannot be read by this user.
var errUnreadable = errors.New("unreadable")

// copyFile copies a file's content. The copy is on its way to the disk when it returns without an error.
func copyFile(from, to string, mode fs.FileMode) error {
	in, err := os.Open(from)
	if errors.Is(err, fs.ErrPermission) {
		return errUnreadable
	}
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
