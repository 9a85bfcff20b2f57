package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/andybalholm/brotli"
)

// wasm copies the app's WASM file into the site with its brotli form, and notes its size, which the page's progress
// needs: a browser does not tell the length of what it decompresses. A brotli form that is there already is taken.
func (b *builder) wasm() error {
	name := "web/" + b.program()
	dst := b.path(name)
	if b.cfg.Wasm == "" {
		info, err := os.Stat(dst)
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("wasm: %w", err)
		}
		b.size = info.Size()
		return nil
	}
	body, err := os.ReadFile(b.cfg.Wasm)
	if err != nil {
		return fmt.Errorf("wasm: %w", err)
	}
	b.size = int64(len(body))
	// By its functions' names the page of a crash reads a trace; a file that was not squeezed has them in itself.
	switch names, err := os.ReadFile(b.cfg.Wasm + ".names"); {
	case err == nil:
		if err := b.write("web/names.txt", names); err != nil {
			return err
		}
	case !errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("wasm: %w", err)
	}
	if b.cfg.Plain {
		return b.put(name, body, nil)
	}
	// Compressing takes half a minute; it may have been done, here the last time or beside the file by the build.
	for _, there := range []string{dst + ".br", b.cfg.Wasm + ".br"} {
		if small, err := os.ReadFile(there); err == nil && whole(small, body) {
			return b.put(name, body, small)
		}
	}
	return b.write(name, body)
}

// program is the app's file: of the app folded (berth/ui/lean/fold), as its service worker keeps it unfolded.
func (b *builder) program() string {
	if b.site.base == "" {
		return "app.fold"
	}
	return "app.wasm"
}

// kept is the app's file as the service worker has it; empty: there is none.
func (b *builder) kept() string {
	if b.site.base == "" && !b.cfg.Dev {
		return "app.wasm"
	}
	return ""
}

// unfold puts the script that unfolds the app's file into another.
func (b *builder) unfold(script []byte) ([]byte, error) {
	f, err := os.ReadFile(filepath.Join(b.cfg.Assets, "unfold.js"))
	if err != nil {
		return nil, fmt.Errorf("asset: %w", err)
	}
	return put(script, "UNFOLD", bytes.TrimSpace(f))
}

// whole reports whether small is the brotli form of body.
func whole(small, body []byte) bool {
	got, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(small)), int64(len(body))+1))
	return err == nil && bytes.Equal(got, body)
}

func compress(w io.Writer, body []byte) error {
	bw := brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}) // the widest window that browsers take
	if _, err := bw.Write(body); err != nil {
		return err
	}
	return bw.Close()
}
