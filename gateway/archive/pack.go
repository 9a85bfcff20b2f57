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
	"time"

	"github.com/klauspost/compress/zstd"
)

// window is how far back what is packed here refers, in bytes: what it takes to pack and to unpack it is little memory.
const window = 1 << 20

// work is the folder in a folder that is unpacked into, and that is never packed: see Unpack. lost+found is a file system's own.
const work, lost = ".berth-restore", "lost+found"

// own reports whether something at the top of a folder is not its user's.
func own(name string) bool { return name == work || name == lost }

// packer packs one folder.
type packer struct {
	ctx   context.Context
	root  *os.Root
	out   *tar.Writer
	links map[inode]string // files with several names, by the one that was packed
	got   Content
	block []byte
}

// Pack writes what is in a folder. Files that others change meanwhile are packed as they are read; one that grows is cut off, one that
// shrinks is filled with zeros, and both are counted. What is not a file, a folder or a link is left out, and so is what may not be read.
func Pack(ctx context.Context, dir string, to io.Writer) (Content, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return Content{}, fmt.Errorf("pack: %w", err)
	}
	defer root.Close()
	if err := settle(root); err != nil {
		return Content{}, fmt.Errorf("pack: %w", err)
	}
	z, err := zstd.NewWriter(to, zstd.WithWindowSize(window), zstd.WithEncoderConcurrency(1), zstd.WithLowerEncoderMem(true), zstd.WithEncoderCRC(true))
	if err != nil {
		return Content{}, fmt.Errorf("pack: %w", err)
	}
	p := &packer{ctx: ctx, root: root, out: tar.NewWriter(z), links: map[inode]string{}, block: make([]byte, 256<<10)}
	info, err := root.Lstat(".")
	if err == nil {
		err = p.folder(".", info)
	}
	if err = errors.Join(err, ctx.Err()); err != nil {
		z.Reset(io.Discard) // what was begun is not to look whole
		return p.got, errors.Join(fmt.Errorf("pack: %w", err), z.Close())
	}
	if err := errors.Join(p.out.Close(), z.Close()); err != nil {
		return p.got, fmt.Errorf("pack: %w", err)
	}
	return p.got, nil
}

// folder packs a folder, and what is in it.
func (p *packer) folder(name string, info fs.FileInfo) error {
	if strings.Count(name, "/") >= maxDepth {
		p.got.Skipped++
		return nil
	}
	d, err := p.root.Open(name)
	if skip(err) {
		p.got.Skipped++
		return nil
	}
	if err != nil {
		return err
	}
	defer d.Close()
	h, err := p.header(name, info, d)
	if err != nil {
		return err
	}
	if err := p.out.WriteHeader(h); err != nil {
		return err
	}
	p.got.Entries++
	for {
		names, err := d.Readdirnames(1024)
		slices.Sort(names)
		for _, n := range names {
			if name == "." && own(n) {
				continue
			}
			if err := p.entry(path.Join(name, n)); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (p *packer) entry(name string) error {
	if err := p.ctx.Err(); err != nil {
		return err
	}
	info, err := p.root.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // deleted just now
	}
	if skip(err) || len(name) > maxName {
		p.got.Skipped++
		return nil
	}
	if err != nil {
		return err
	}
	switch {
	case info.IsDir():
		return p.folder(name, info)
	case info.Mode()&fs.ModeSymlink != 0:
		return p.link(name, info)
	case info.Mode().IsRegular():
		return p.file(name, info)
	}
	p.got.Skipped++
	return nil
}

func (p *packer) link(name string, info fs.FileInfo) error {
	h, err := p.header(name, info, nil)
	if err != nil {
		return err
	}
	if h.Linkname, err = p.root.Readlink(name); err != nil {
		if !errors.Is(err, fs.ErrNotExist) {
			p.got.Skipped++
		}
		return nil
	}
	p.got.Entries++
	return p.out.WriteHeader(h)
}

func (p *packer) file(name string, info fs.FileInfo) error {
	id, several := inodeOf(info)
	if several && p.links[id] != "" {
		p.got.Entries++
		h, err := p.header(name, info, nil)
		if err != nil {
			return err
		}
		h.Typeflag, h.Linkname, h.Size, h.PAXRecords = tar.TypeLink, p.links[id], 0, nil
		return p.out.WriteHeader(h)
	}
	// Another thing may have its name by now: not a pipe, which would be waited for, nor what a link leads to.
	f, err := p.root.OpenFile(name, os.O_RDONLY|noFollow, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		p.got.Skipped++
		return nil
	}
	defer f.Close()
	if info, err = f.Stat(); err != nil || !info.Mode().IsRegular() {
		p.got.Skipped++
		return err
	}
	h, err := p.header(name, info, f)
	if err != nil {
		return err
	}
	if err := p.out.WriteHeader(h); err != nil {
		return err
	}
	if several {
		p.links[id] = name
	}
	p.got.Entries++
	return p.content(f, info.Size())
}

// content packs so many bytes of a file. Holes are not read.
func (p *packer) content(f *os.File, size int64) error {
	var done int64
	cut := false
	for done < size {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		data, err := nextData(f, done, size)
		if err != nil {
			return err
		}
		if data > done {
			if err := p.zeros(data - done); err != nil {
				return err
			}
			done = data
			continue
		}
		n, err := f.ReadAt(p.block[:min(int64(len(p.block)), size-done)], done)
		if n > 0 {
			if _, err := p.out.Write(p.block[:n]); err != nil {
				return err
			}
			done += int64(n)
			p.got.Bytes += uint64(n)
		}
		if errors.Is(err, io.EOF) && done < size {
			cut = true
			if err := p.zeros(size - done); err != nil {
				return err
			}
			break
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
	}
	if info, err := f.Stat(); cut || err == nil && info.Size() != size {
		p.got.Changed++
	}
	return nil
}

var nothing = make([]byte, 256<<10)

// zeros packs a hole.
func (p *packer) zeros(n int64) error {
	for n > 0 {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		k, err := p.out.Write(nothing[:min(n, int64(len(nothing)))])
		if err != nil {
			return err
		}
		n -= int64(k)
	}
	return nil
}

// header is an entry's, with the extended attributes of what is open.
func (p *packer) header(name string, info fs.FileInfo, f *os.File) (*tar.Header, error) {
	h, err := tar.FileInfoHeader(info, "")
	if err != nil {
		return nil, err
	}
	h.Name, h.Format, h.Uname, h.Gname = name, tar.FormatPAX, "", ""
	if info.IsDir() {
		h.Name += "/"
	}
	h.AccessTime, h.ChangeTime, h.ModTime = time.Time{}, time.Time{}, info.ModTime()
	if f != nil {
		for k, v := range attributes(f) {
			if h.PAXRecords == nil {
				h.PAXRecords = map[string]string{}
			}
			h.PAXRecords[paxAttribute+k] = v
		}
	}
	return h, nil
}

// paxAttribute begins the records of extended attributes, as GNU tar and others have them.
const paxAttribute = "SCHILY.xattr."

// skip reports whether what cannot be read is left out, and the rest packed.
func skip(err error) bool { return errors.Is(err, fs.ErrPermission) }
