package archive

import (
	"archive/tar"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"syscall"

	"github.com/klauspost/compress/zstd"
)

// unpacker unpacks into one folder, which it made or has emptied: whatever is in it is of the archive.
type unpacker struct {
	ctx     context.Context
	root    *os.Root
	limits  Limits
	got     Content
	length  uint64
	folders map[string]*tar.Header // that are there; nil: the archive says nothing of it but what is in it
	order   []string               // of those, as they came
	block   []byte
	source  *source
}

// Unpack replaces what is in a folder by an archive. Owners, modes, times, links, holes and users' extended attributes are as they
// were, as far as this user may do that; devices, sockets and pipes are left out and counted. An archive that goes over a limit, leads
// out of the folder, or through a link, is not unpacked: then, and whatever else fails, the folder is as it was, unless the error is ErrLost.
//
// The new content is made in a folder of it, .berth-restore, and what is at its top is moved from there at the end. Where that was
// interrupted, the next Pack or Unpack finishes it.
func Unpack(ctx context.Context, dir string, how How, l Limits, from io.Reader) (_ Content, err error) {
	ctx, cancel := context.WithTimeout(ctx, l.Time)
	defer cancel()
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Content{}, fmt.Errorf("unpack: %w", err)
	}
	defer root.Close()
	if err := settle(root); err != nil {
		return Content{}, fmt.Errorf("unpack: %w", err)
	}
	if how.InPlace {
		if err := empty(root); err != nil {
			return Content{}, errors.Join(fmt.Errorf("unpack: %w", err), ErrLost)
		}
	}
	c, err := beside(ctx, root, l, from)
	if err != nil {
		err = fmt.Errorf("unpack: %w", err)
		if how.InPlace {
			err = errors.Join(err, ErrLost)
		}
		return c, errors.Join(err, remove(root, work))
	}
	if err := swap(root); err != nil {
		return c, errors.Join(fmt.Errorf("unpack: %w", err), ErrLost)
	}
	return c, nil
}

// beside unpacks into the folder for that.
func beside(ctx context.Context, root *os.Root, l Limits, from io.Reader) (Content, error) {
	if err := errors.Join(root.Mkdir(work, 0o700), root.Mkdir(path.Join(work, fresh), 0o700)); err != nil {
		return Content{}, worded(err)
	}
	into, err := root.OpenRoot(path.Join(work, fresh))
	if err != nil {
		return Content{}, err
	}
	defer into.Close()
	u := &unpacker{ctx: ctx, root: into, limits: l, folders: map[string]*tar.Header{".": nil}, order: []string{"."}, block: make([]byte, 256<<10)}
	if err := u.all(from); err != nil {
		return u.got, err
	}
	return u.got, nil
}

// worded makes an error of this package's of what a file system says.
func worded(err error) error {
	switch {
	case full(err):
		return fmt.Errorf("%w: %w", ErrFull, err)
	case errors.Is(err, syscall.ENAMETOOLONG):
		return bad("a name that this disk does not take: %v", err)
	}
	return err
}

func bad(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrBad, fmt.Sprintf(format, args...))
}

func over(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrOver, fmt.Sprintf(format, args...))
}

// all unpacks an archive to its end.
func (u *unpacker) all(from io.Reader) error {
	source := &source{from: from}
	u.source = source
	z, err := zstd.NewReader(source, zstd.WithDecoderMaxWindow(u.limits.Window), zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true))
	if err != nil {
		return fmt.Errorf("zstd: %w", err)
	}
	defer z.Close()
	// What is no file's content has a bound, too: headers, and what stands between entries.
	bounded := &bound{from: z, left: u.limits.Length + uint64(u.limits.Entries)*2048 + 1<<20}
	in := tar.NewReader(bounded)
	for {
		if err := u.ctx.Err(); err != nil {
			return context.Cause(u.ctx)
		}
		h, err := in.Next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return u.unread(err)
		}
		if err := u.entry(h, in); err != nil {
			return err
		}
	}
	if u.got.Entries == 0 {
		return bad("there is nothing in it")
	}
	// What zstd knows to be wrong at its end is known only there.
	if _, err := io.Copy(io.Discard, bounded); err != nil {
		return u.unread(err)
	}
	return u.finish()
}

// unread is why an archive cannot be read.
func (u *unpacker) unread(err error) error {
	switch {
	case u.ctx.Err() != nil:
		return context.Cause(u.ctx)
	case u.source.err != nil:
		return fmt.Errorf("%w: %w", ErrFrom, u.source.err)
	case errors.Is(err, ErrOver):
		return err
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return over("its zstd window takes more than %d MiB of memory; pack it with a smaller one", u.limits.Window>>20)
	case errors.Is(err, zstd.ErrMagicMismatch):
		return bad("it is not compressed with zstd")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return bad("it ends too early")
	case errors.Is(err, tar.ErrHeader):
		return bad("what zstd gives is not a tar archive, or a damaged one")
	}
	return bad("%v", err)
}

// entry unpacks one.
func (u *unpacker) entry(h *tar.Header, in io.Reader) error {
	if u.got.Entries++; u.got.Entries > u.limits.Entries {
		return over("there are more than %d files, folders and links in it", u.limits.Entries)
	}
	switch h.Typeflag {
	case tar.TypeDir, tar.TypeReg, tar.TypeSymlink, tar.TypeLink, tar.TypeGNUSparse:
	default:
		u.got.Entries--
		if u.got.Skipped++; u.got.Skipped > u.limits.Entries {
			return over("there are more than %d entries in it that cannot be made", u.limits.Entries)
		}
		return nil
	}
	name, err := inside(h.Name)
	if err != nil {
		return err
	}
	if h.Typeflag == tar.TypeDir {
		return u.folder(name, h)
	}
	if name == "." {
		return bad("its top is no folder")
	}
	if first, _, _ := strings.Cut(name, "/"); own(first) {
		u.got.Entries-- // of an archive that was made in another way
		return nil
	}
	if err := u.parents(name); err != nil {
		return err
	}
	if err := u.vacate(name); err != nil {
		return err
	}
	switch h.Typeflag {
	case tar.TypeSymlink:
		return u.symlink(name, h)
	case tar.TypeLink:
		return u.hardlink(name, h)
	}
	return u.file(name, h, in)
}

// inside is a name in an archive as a path below the folder, and no way out of it.
func inside(name string) (string, error) {
	switch {
	case len(name) > maxName:
		return "", bad("a path of more than %d bytes", maxName)
	case strings.ContainsRune(name, 0):
		return "", bad("a path with a zero byte")
	case strings.HasPrefix(name, "/"):
		return "", bad("the path %.100q does not begin in it", name)
	}
	if slices.Contains(strings.Split(name, "/"), "..") {
		return "", bad("the path %.100q leads out of it", name)
	}
	clean := path.Clean(name)
	if strings.Count(clean, "/") >= maxDepth {
		return "", bad("folders in more than %d others", maxDepth)
	}
	return clean, nil
}

// folder makes one; what the archive says of it is done at the end.
func (u *unpacker) folder(name string, h *tar.Header) error {
	if first, _, _ := strings.Cut(name, "/"); own(first) {
		u.got.Entries--
		return nil
	}
	if _, there := u.folders[name]; there {
		u.folders[name] = h
		return nil
	}
	if err := u.parents(name); err != nil {
		return err
	}
	if _, err := u.root.Lstat(name); err == nil {
		return bad("%.100q is a folder and something else", name)
	}
	return u.mkdir(name, h)
}

func (u *unpacker) mkdir(name string, h *tar.Header) error {
	if len(u.order) > u.limits.Entries {
		return over("there are more than %d folders in it", u.limits.Entries)
	}
	if err := u.root.Mkdir(name, 0o700); err != nil {
		return worded(err)
	}
	u.folders[name] = h
	u.order = append(u.order, name)
	return nil
}

// parents makes the folders that something is in, where the archive has not. None of them is a link.
func (u *unpacker) parents(name string) error {
	dir := path.Dir(name)
	if _, there := u.folders[dir]; there {
		return nil
	}
	if err := u.parents(dir); err != nil {
		return err
	}
	if _, err := u.root.Lstat(dir); err == nil {
		return bad("%.100q leads through something that is no folder", name)
	}
	return u.mkdir(dir, nil)
}

// vacate makes room for a name: the last entry of a name counts.
func (u *unpacker) vacate(name string) error {
	if _, is := u.folders[name]; is {
		return bad("%.100q is a folder and something else", name)
	}
	if err := u.root.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return worded(err)
	}
	return nil
}

func (u *unpacker) symlink(name string, h *tar.Header) error {
	if h.Linkname == "" || len(h.Linkname) > maxName || strings.ContainsRune(h.Linkname, 0) {
		return bad("the link %.100q leads nowhere", name)
	}
	// Where it leads is up to who reads it: nothing here goes through it.
	if err := u.root.Symlink(h.Linkname, name); err != nil {
		return worded(err)
	}
	return u.owned(u.root.Lchown(name, h.Uid, h.Gid))
}

func (u *unpacker) hardlink(name string, h *tar.Header) error {
	to, err := inside(h.Linkname)
	if err != nil {
		return err
	}
	if _, there := u.folders[path.Dir(to)]; !there {
		return bad("%.100q is another name of something that is not in it", name)
	}
	info, err := u.root.Lstat(to)
	if err != nil || !info.Mode().IsRegular() {
		return bad("%.100q is another name of something that is no file of it", name)
	}
	return worded(u.root.Link(to, name))
}

func (u *unpacker) file(name string, h *tar.Header, in io.Reader) error {
	if h.Size < 0 || uint64(h.Size) > u.limits.Length-u.length {
		return over("its files would be longer than %d MiB", u.limits.Length>>20)
	}
	u.length += uint64(h.Size)
	f, err := u.root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL|noFollow, 0o600)
	if err != nil {
		return worded(err)
	}
	defer f.Close()
	if err := u.content(f, h.Size, in); err != nil {
		return err
	}
	u.got.Skipped += setAttributes(f, h.PAXRecords)
	if err := u.owned(f.Chown(h.Uid, h.Gid)); err != nil {
		return err
	}
	if err := u.owned(f.Chmod(mode(h))); err != nil {
		return err
	}
	return errors.Join(u.owned(u.root.Chtimes(name, h.ModTime, h.ModTime)), worded(f.Close()))
}

// hole is the unit in which zeros become holes, as file systems have it.
const hole = 4096

// content writes a file. Zeros become holes.
func (u *unpacker) content(f *os.File, size int64, in io.Reader) error {
	var at int64
	for at < size {
		if err := u.ctx.Err(); err != nil {
			return context.Cause(u.ctx)
		}
		n, err := io.ReadFull(in, u.block[:min(int64(len(u.block)), size-at)])
		if err != nil {
			return u.unread(err)
		}
		for part := range slices.Chunk(u.block[:n], hole) {
			if !zero(part) {
				if u.got.Bytes += uint64(len(part)); u.got.Bytes > u.limits.Bytes {
					return over("its files are larger than the disk, which has %d MiB", u.limits.Bytes>>20)
				}
				if _, err := f.WriteAt(part, at); err != nil {
					return worded(err)
				}
			}
			at += int64(len(part))
		}
	}
	return worded(f.Truncate(size))
}

func zero(b []byte) bool {
	for len(b) > len(nothing) {
		return false
	}
	return string(b) == string(nothing[:len(b)])
}

// mode is what a file or folder may have of what an archive says.
func mode(h *tar.Header) fs.FileMode {
	m := fs.FileMode(h.Mode) & fs.ModePerm
	for bit, flag := range map[int64]fs.FileMode{0o4000: fs.ModeSetuid, 0o2000: fs.ModeSetgid, 0o1000: fs.ModeSticky} {
		if h.Mode&bit != 0 {
			m |= flag
		}
	}
	return m
}

// owned is nil also where this user may not give something to others: it stays this user's then.
func (u *unpacker) owned(err error) error {
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EINVAL) { // a user that the namespace does not know
		return nil
	}
	return worded(err)
}

// finish gives the folders what the archive says of them, the deepest first: until then they could be written into.
func (u *unpacker) finish() error {
	for _, name := range slices.Backward(u.order) {
		h := u.folders[name]
		if h == nil {
			continue
		}
		d, err := u.root.Open(name)
		if err != nil {
			return err
		}
		u.got.Skipped += setAttributes(d, h.PAXRecords)
		m := mode(h)
		if name == "." {
			m |= 0o700 // what is in it is still to be moved
		}
		err = errors.Join(u.owned(d.Chown(h.Uid, h.Gid)), u.owned(d.Chmod(m)), d.Close(), u.owned(u.root.Chtimes(name, h.ModTime, h.ModTime)))
		if err != nil {
			return err
		}
	}
	return nil
}

// source notes why it cannot be read.
type source struct {
	from io.Reader
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// bound is a reader that ends with an error where there is more than there may be.
type bound struct {
	from io.Reader
	left uint64
}

func (b *bound) Read(p []byte) (int, error) {
	n, err := b.from.Read(p)
	if uint64(n) > b.left {
		return 0, over("there is too much in it")
	}
	b.left -= uint64(n)
	return n, err
}
