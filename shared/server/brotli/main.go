// Command brotli compresses files once, at the highest level, for servers that hand them out precompressed: FILE
// becomes FILE.br, and both sizes are printed. With -max the command fails when a result is larger.
package main

import (
	"bytes"
	"flag"
	"fmt"
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
	if in, err := os.Stat(name); err == nil {
		if out, err := os.Stat(name + ".br"); err == nil && out.ModTime().After(in.ModTime()) {
			return check(name, int64(len(raw)), out.Size(), limit)
		}
	}
	var best []byte
	for _, window := range windows {
		var out bytes.Buffer
		w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: brotli.BestCompression, LGWin: window})
		if _, err := w.Write(raw); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if err := w.Close(); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		if best == nil || out.Len() < len(best) {
			best = out.Bytes()
		}
		if limit == 0 || int64(len(best)) <= limit {
			break
		}
	}
	if err := os.WriteFile(name+".br", best, 0o644); err != nil {
		return err
	}
	return check(name, int64(len(raw)), int64(len(best)), limit)
}

// windows are the sliding windows to try, as powers of 2, until one meets the limit. A larger one is not always better: for
// the browser's file the sizes differ by a percent in either direction, from one build to the next.
var windows = []int{22, 24, 23}

func check(name string, raw, compressed, limit int64) error {
	fmt.Printf("%s: %d bytes, brotli %d bytes\n", name, raw, compressed)
	if limit > 0 && compressed > limit {
		return fmt.Errorf("%s: %d bytes with brotli, %d over the limit", name, compressed, compressed-limit)
	}
	return nil
}
