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
// needs: a browser does not tell the length of what it decompresses. A file that is there already and has not changed
// is not compressed again.
func (b *builder) wasm() error {
	dst := filepath.Join(b.cfg.Out, "web", "app.wasm")
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
	if old, err := os.ReadFile(dst); err == nil && bytes.Equal(old, body) {
		if small, err := os.ReadFile(dst + ".br"); err == nil && whole(small, body) {
			return nil
		}
	}
	return b.write("web/app.wasm", body)
}

// whole tells whether small is the brotli form of body.
func whole(small, body []byte) bool {
	got, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(small)), int64(len(body))+1))
	return err == nil && bytes.Equal(got, body)
}

func compress(w io.Writer, body []byte) error {
	bw := brotli.NewWriterLevel(w, brotli.BestCompression)
	if _, err := bw.Write(body); err != nil {
		return err
	}
	return bw.Close()
}
