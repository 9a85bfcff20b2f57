package catalogue

import (
	"context"
	"log/slog"
	"net/url"
	"strings"
	"sync"
	"time"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// Metadata reads what a node's metadata URI leads to.
type Metadata interface {
	Fetch(ctx context.Context, uri string, last *dossier.About) dossier.About
}

// Describer reads the metadata of nodes that keep it elsewhere than on chain: once when it is new, and now and then again.
type Describer struct {
	Catalogue *Catalogue
	Metadata  Metadata
}

const (
	describing = 5 * time.Second // between two rounds
	described  = 6 * time.Hour   // for which what was read is good
	retried    = time.Hour       // after what could not be read
	inRound    = 20              // URIs at most
	sideBySide = 4
)

// Run works until ctx ends.
func (d *Describer) Run(ctx context.Context) {
	t := time.NewTicker(describing)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
			d.round(ctx, time.Now())
		}
	}
}

// round reads some that are due, of each host one at most: nobody can have the platform ask somebody else's server often.
func (d *Describer) round(ctx context.Context, now time.Time) {
	hosts := map[string]bool{}
	slots := make(chan struct{}, sideBySide)
	var wg sync.WaitGroup
	defer wg.Wait()
	for a, due := range d.Catalogue.undescribed(now) {
		host := "ipfs"
		if u, err := url.Parse(due.uri); err == nil && u.Scheme == "https" {
			host = strings.ToLower(u.Hostname())
		}
		if hosts[host] {
			continue
		}
		hosts[host] = true
		slots <- struct{}{}
		wg.Go(func() {
			defer func() { <-slots }()
			about := d.fetch(ctx, due, now)
			if ctx.Err() == nil {
				d.Catalogue.SetAbout(a, about)
			}
		})
		if len(hosts) == inRound {
			return
		}
	}
}

// fetch reads metadata. What we stumble over cannot be shown, like what is not there.
func (d *Describer) fetch(ctx context.Context, due awaited, now time.Time) (about dossier.About) {
	var err error
	defer func() {
		if err != nil {
			slog.Error("metadata could not be looked at", "uri", due.uri, "err", err)
			about = dossier.About{URI: due.uri, Fetched: now, Why: wire.NotLookedAt}
		}
	}()
	defer steady.Error(&err)
	return d.Metadata.Fetch(ctx, due.uri, due.last)
}

// awaited is metadata that is to be read.
type awaited struct {
	uri  string
	last *dossier.About
}

// undescribed are the nodes whose metadata is to be read.
func (c *Catalogue) undescribed(now time.Time) map[eth.Address]awaited {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := map[eth.Address]awaited{}
	for a, e := range c.at {
		uri := e.chain.MetadataURI
		if uri == "" || strings.HasPrefix(uri, "data:") {
			continue
		}
		after := described
		if e.about != nil && e.about.Why != "" {
			after = retried
		}
		if e.about == nil || now.Sub(e.about.Fetched) >= after {
			all[a] = awaited{uri, e.about}
		}
	}
	return all
}
