package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"time"

	"berth/bff/certify/evidence"
	"berth/shared/eth"
	"berth/shared/wire"
)

// document checks a piece of evidence again.
type document struct {
	place
	From    string        `arg:"" help:"File, or URL, of the document."`
	Trusted []eth.Address `help:"Verifiers that are trusted; one that is not among them is told of."`
}

// Run implements kong's command.
func (d *document) Run(ctx context.Context) error { return d.run(ctx, os.Stdout) }

func (d *document) run(ctx context.Context, out io.Writer) error {
	raw, err := read(ctx, d.From)
	if err != nil {
		return err
	}
	var e wire.EvidenceDocument
	if err := json.Unmarshal(raw, &e); err != nil {
		return fmt.Errorf("the document: %w", err)
	}
	c, err := d.dial(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	began := time.Now()
	b, err := evidence.Recheck(c.Addresses().Domain(), e)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s of node %s, found by %s at %s; checked again in %s\n", e.Check, e.Node, e.Verifier, e.At.Format(time.RFC3339), time.Since(began).Round(10*time.Microsecond))
	show(out, found{e.Check, e.Passed, b})
	if _, dropped := evidence.Merge(c.Addresses().Domain(), d.Trusted, []wire.EvidenceDocument{e}); len(d.Trusted) > 0 && dropped > 0 {
		return errors.New("its verifier is none of those that are trusted")
	}
	return nil
}

// maxDocument is the most bytes of a document.
const maxDocument = 2*evidence.MaxBody + 4096

func read(ctx context.Context, from string) ([]byte, error) {
	if !strings.HasPrefix(from, "http://") && !strings.HasPrefix(from, "https://") {
		return os.ReadFile(from)
	}
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
	if err != nil {
		return nil, err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: status %d", from, res.StatusCode)
	}
	return io.ReadAll(io.LimitReader(res.Body, maxDocument))
}

// quiet logs what is worth knowing of a visit.
func quiet(out io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
