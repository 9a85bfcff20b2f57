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
	if b.cfg.Plain {
		return b.put("web/app.wasm", body, nil)
	}
	// Compressing takes half a minute; it may have been done, here the last time or beside the file by the build.
	for _, name := range []string{dst + ".br", b.cfg.Wasm + ".br"} {
		if small, err := os.ReadFile(name); err == nil && whole(small, body) {
			return b.put("web/app.wasm", body, small)
		}
	}
	return b.write("web/app.wasm", body)
}

// whole reports whether small is the brotli form of body.
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
