// Command brotli compresses files once, at the highest level, for servers that hand them out precompressed: FILE
// becomes FILE.br, and both sizes are printed. A FILE.br that unpacks to FILE stays as it is. With -max the command fails
// when a result is larger.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/andybalholm/brotli"
)

func main() {
	limit := flag.Int64("max", 0, "largest compressed size in bytes, 0: any")
	flag.Parse()
	for _, name := range flag.Args() {
		if err := compress(name, *limit); err != nil {
			fmt.Fprintln(os.Stderr, "brotli:", err)
			os.Exit(1)
		}
	}
}

func compress(name string, limit int64) error {
	raw, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	if out, err := os.ReadFile(name + ".br"); err == nil && unpacksTo(out, raw) {
		return check(name, int64(len(raw)), int64(len(out)), limit)
	}
	f, err := os.Create(name + ".br")
	if err != nil {
		return err
	}
	w := brotli.NewWriterOptions(f, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: 24}) // the widest window that browsers take
	if _, err := w.Write(raw); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if err := w.Close(); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	out, err := f.Stat()
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return check(name, int64(len(raw)), out.Size(), limit)
}

// unpacksTo reports whether small is the brotli form of raw.
func unpacksTo(small, raw []byte) bool {
	got, err := io.ReadAll(io.LimitReader(brotli.NewReader(bytes.NewReader(small)), int64(len(raw))+1))
	return err == nil && bytes.Equal(got, raw)
}

func check(name string, raw, compressed, limit int64) error {
	fmt.Printf("%s: %d bytes, brotli %d bytes\n", name, raw, compressed)
	if limit > 0 && compressed > limit {
		return fmt.Errorf("%s: %d bytes with brotli, %d over the limit", name, compressed, compressed-limit)
	}
	return nil
}
