package archive

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
)

// In the folder work: the new content, the old one, and the marks of a swap. With outward what is at the top goes to old, with inward
// what is in fresh goes to the top; each can be done again from any point.
const (
	fresh, old      = "new", "old"
	outward, inward = "outward", "inward"
)

// swap puts what was unpacked in the place of what was there. It can be interrupted, and finished by settle.
func swap(root *os.Root) error {
	if err := root.Mkdir(path.Join(work, old), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	if err := mark(root, outward); err != nil {
		return err
	}
	return settle(root)
}

// settle finishes a swap, and removes what another one has left that came to nothing.
func settle(root *os.Root) error {
	if _, err := root.Lstat(work); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	in, err := marked(root, inward)
	if err != nil {
		return err
	}
	out, err := marked(root, outward)
	if err != nil {
		return err
	}
	if out && !in {
		if err := move(root, ".", path.Join(work, old)); err != nil {
			return err
		}
		if err := mark(root, inward); err != nil {
			return err
		}
		in = true
	}
	if in {
		if err := top(root); err != nil {
			return err
		}
		if err := move(root, path.Join(work, fresh), "."); err != nil {
			return err
		}
	}
	return remove(root, work)
}

func mark(root *os.Root, name string) error {
	f, err := root.OpenFile(path.Join(work, name), os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return worded(err)
	}
	return errors.Join(f.Sync(), f.Close())
}

func marked(root *os.Root, name string) (bool, error) {
	_, err := root.Lstat(path.Join(work, name))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// top gives the folder itself the owner and mode that the archive has for its top.
func top(root *os.Root) error {
	info, err := root.Lstat(path.Join(work, fresh))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	uid, gid, ok := ownerOf(info)
	if ok {
		err = root.Chown(".", uid, gid)
	}
	err = errors.Join(err, root.Chmod(".", info.Mode()&(fs.ModePerm|fs.ModeSetuid|fs.ModeSetgid|fs.ModeSticky)))
	if errors.Is(err, fs.ErrPermission) {
		return nil // the volume is not this user's to give away
	}
	return err
}

// names are what is in a folder, without what is nobody's.
func names(root *os.Root, dir string) ([]string, error) {
	d, err := root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	defer d.Close()
	all, err := d.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	kept := all[:0]
	for _, n := range all {
		if dir != "." || !own(n) {
			kept = append(kept, n)
		}
	}
	return kept, nil
}

// move moves all that is in one folder into another.
func move(root *os.Root, from, to string) error {
	all, err := names(root, from)
	if err != nil {
		return err
	}
	for _, n := range all {
		if err := rename(root, path.Join(from, n), path.Join(to, n)); err != nil {
			return fmt.Errorf("move %.100q: %w", n, err)
		}
	}
	return nil
}

// rename moves one thing. A folder that its owner may not write into can be moved only while they may.
func rename(root *os.Root, from, to string) error {
	err := root.Rename(from, to)
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	info, serr := root.Lstat(from)
	if serr != nil || !info.IsDir() || root.Chmod(from, 0o700) != nil {
		return err
	}
	if err := root.Rename(from, to); err != nil {
		return errors.Join(err, root.Chmod(from, info.Mode()))
	}
	return root.Chmod(to, info.Mode())
}

// remove deletes something with all that is in it, also where its owner may not write.
func remove(root *os.Root, name string) error {
	err := root.RemoveAll(name)
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	open(root, name)
	return root.RemoveAll(name)
}

// open lets a folder's owner write into it and into all below it.
func open(root *os.Root, name string) {
	if info, err := root.Lstat(name); err != nil || !info.IsDir() || root.Chmod(name, 0o700) != nil {
		return
	}
	all, _ := names(root, name) // what cannot be read is not deleted, which is told then
	for _, n := range all {
		open(root, path.Join(name, n))
	}
}

// empty deletes all that is in a folder.
func empty(root *os.Root) error {
	all, err := names(root, ".")
	if err != nil {
		return err
	}
	for _, n := range all {
		if err := remove(root, n); err != nil {
			return err
		}
	}
	return nil
}
