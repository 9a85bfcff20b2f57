package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"

	"berth/bff/certify/evidence"
	"berth/shared/eth"
	"berth/shared/wire"
)

// document checks pieces of evidence again.
type document struct {
	place
	From    []string      `arg:"" help:"Files, or URLs, of the documents."`
	Trusted []eth.Address `help:"Verifiers that are trusted; a document of another one does not count."`
}

// again is how long it may take to check documents again.
const again = 2 * time.Minute

// Run implements kong's command.
func (d *document) Run(ctx context.Context, out io.Writer) error {
	if err := d.valid(); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, again)
	defer cancel()
	c, err := d.dial(ctx)
	if err != nil {
		return err
	}
	defer c.Close()
	domain := c.Addresses().Domain()
	var all []wire.EvidenceDocument
	wrong := 0
	verifiers := d.Trusted
	for _, from := range d.From {
		e, err := read(ctx, from)
		if err != nil {
			return fmt.Errorf("%s: %w", from, err)
		}
		began := time.Now()
		b, err := evidence.Recheck(domain, e)
		if err != nil {
			fmt.Fprintf(out, "%s: %v\n", from, err)
			wrong++
			continue
		}
		fmt.Fprintf(out, "%s of node %s, found by %s at %s; checked again in %s\n", e.Check, e.Node, e.Verifier, e.At.Format(time.RFC3339), time.Since(began).Round(10*time.Microsecond))
		show(out, found{e.Check, e.Passed, b})
		if len(d.Trusted) == 0 {
			verifiers = append(verifiers, e.Verifier)
		} else if !slices.Contains(d.Trusted, e.Verifier) {
			fmt.Fprintln(out, "          its verifier is none of those that are trusted")
			wrong++
		}
		all = append(all, e)
	}
	if len(d.From) > 1 {
		merged, _ := evidence.Merge(domain, verifiers, all)
		found := map[eth.Address]bool{}
		for _, e := range merged {
			found[e.Verifier] = true
		}
		fmt.Fprintf(out, "%d of %d count, each once, of %d verifiers\n", len(merged), len(d.From), len(found))
	}
	if wrong > 0 {
		return fmt.Errorf("%w: %d of %d do not count", errNotPassed, wrong, len(d.From))
	}
	return nil
}

// maxDocument is the most bytes of a document.
const maxDocument = 2*evidence.MaxBody + 4096

// read gets a document from a file or a URL.
func read(ctx context.Context, from string) (e wire.EvidenceDocument, err error) {
	var body io.ReadCloser
	if strings.HasPrefix(from, "http://") || strings.HasPrefix(from, "https://") {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, from, nil)
		if err != nil {
			return e, err
		}
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return e, err
		}
		if res.StatusCode != http.StatusOK {
			res.Body.Close()
			return e, fmt.Errorf("status %d", res.StatusCode)
		}
		body = res.Body
	} else if body, err = os.Open(from); err != nil {
		return e, err
	}
	defer body.Close()
	raw, err := io.ReadAll(io.LimitReader(body, maxDocument+1))
	switch {
	case err != nil:
		return e, err
	case len(raw) > maxDocument:
		return e, fmt.Errorf("it is longer than %d bytes, as no evidence is", int(maxDocument))
	}
	if err := json.Unmarshal(raw, &e); err != nil {
		return e, fmt.Errorf("it is no evidence: %w", err)
	}
	return e, nil
}

// quiet logs what is worth knowing of a visit.
func quiet(out io.Writer) *slog.Logger {
	return slog.New(slog.NewTextHandler(out, &slog.HandlerOptions{Level: slog.LevelWarn}))
}
