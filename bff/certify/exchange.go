package certify

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"berth/bff/certify/evidence"
	"berth/bff/certify/talk"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Bounds of what other platforms are asked for.
const (
	peerTime = 30 * time.Second
	peerList = 20 // of the newest documents of a node
	maxList  = 64 << 10
	peerRest = 200 * time.Millisecond // between two nodes
)

// exchange takes in what other platforms found, round and round, until ctx ends.
func (c *Certifier) exchange(ctx context.Context) {
	for {
		for _, n := range c.cfg.Nodes.All() {
			for _, peer := range c.cfg.Peers {
				if err := c.fetch(ctx, peer, n.Address); err != nil && ctx.Err() == nil {
					c.cfg.Log.Debug("another platform cannot be asked what it found", "platform", peer, "node", n.Address, "err", err)
				}
			}
			if talk.Rest(ctx, peerRest) != nil {
				return
			}
		}
		if talk.Rest(ctx, spread(c.cfg.Every.Free)) != nil {
			return
		}
	}
}

// fetch takes in what one platform found about a node: of verifiers who are trusted, and newer than what there is.
func (c *Certifier) fetch(ctx context.Context, peer string, node eth.Address) error {
	ctx, cancel := context.WithTimeout(ctx, peerTime)
	defer cancel()
	var page wire.Page[wire.EvidenceBrief]
	base := strings.TrimRight(peer, "/")
	if err := c.get(ctx, fmt.Sprintf("%s/api/nodes/%s/evidence?limit=%d", base, node, peerList), maxList, &page); err != nil {
		return err
	}
	var list []wire.EvidenceDocument
	for _, b := range page.Items[:min(len(page.Items), peerList)] {
		if !c.wants(node, b) {
			continue
		}
		var e wire.EvidenceDocument
		if err := c.get(ctx, base+"/api/evidence/"+url.PathEscape(b.ID), 2*evidence.MaxBody, &e); err != nil {
			return err
		}
		if e.Node == node {
			list = append(list, e)
		}
	}
	taken, dropped, err := c.take(ctx, list)
	if taken+dropped > 0 {
		c.cfg.Log.Info("what another platform found was taken in", "platform", peer, "node", node, "taken", taken, "dropped", dropped)
	}
	return err
}

// wants reports whether a document of a trusted verifier is newer than what there is of the verifier's.
func (c *Certifier) wants(node eth.Address, b wire.EvidenceBrief) bool {
	if !slices.Contains(c.cfg.Trusted, b.Verifier) {
		return false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	s := c.nodes[node]
	return s == nil || !slices.ContainsFunc(s.cert.Checks, func(f wire.Finding) bool {
		return f.Name == b.Check && f.Verifier == b.Verifier && !f.At.Before(b.At)
	})
}

func (c *Certifier) get(ctx context.Context, from string, most int64, into any) error {
	req, err := talk.Request(ctx, http.MethodGet, from, nil)
	if err != nil {
		return err
	}
	status, b, err := talk.Do(c.cfg.HTTP, req, most)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("%s: status %d", from, status)
	}
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}
