package certify

import (
	"context"
	"errors"
	"time"

	"berth/bff/dossier"
	"berth/shared/eth"
	"berth/shared/wire"
)

// Bounds of what is written.
const (
	flushEvery = 10 * time.Minute // of counts that alone have changed
	flushed    = 500              // certificates at a time
	rewritten  = 10 * time.Second // after what could not be written
)

// later is when counts are written: at a full minute, so that those of many nodes are written together.
func (c *Certifier) later(now time.Time) time.Time {
	at := now.Add(min(flushEvery, 20*c.cfg.Every.Free))
	if full := at.Truncate(time.Minute); full.Before(at) {
		return full.Add(time.Minute)
	}
	return at
}

// flush writes what is due to be written; all: the rest, too.
func (c *Certifier) flush(ctx context.Context, all bool) {
	ctx, cancel := context.WithTimeout(ctx, storeTime)
	defer cancel()
	for {
		certs, away := c.unwritten(all)
		if len(certs)+len(away) == 0 {
			return
		}
		if err := errors.Join(c.write(ctx, certs), c.putIncidents(ctx, away)); err != nil {
			c.cfg.Log.Warn("what was found about nodes cannot be written; it is tried again", "err", err)
			return
		}
		if !all {
			return
		}
	}
}

// unwritten is what is to be written now.
func (c *Certifier) unwritten(all bool) (certs []dossier.Certificate, away []incident) {
	now := c.cfg.Now()
	until := now
	if all {
		until = now.AddDate(1, 0, 0)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	for len(certs) < flushed {
		a, ok := c.written.Take(until)
		if !ok {
			break
		}
		s := c.nodes[a]
		s.cert.Updated = now.UTC().Truncate(time.Second)
		certs = append(certs, s.cert)
	}
	away, c.away = c.away, nil
	return certs, away
}

// write writes certificates, and tells the other replicas; what fails is written again soon.
func (c *Certifier) write(ctx context.Context, certs []dossier.Certificate) error {
	if len(certs) == 0 {
		return nil
	}
	err := c.cfg.Store.PutCertificates(ctx, certs)
	if err == nil && c.cfg.Tell != nil {
		names := make([]eth.Address, len(certs))
		for i, cert := range certs {
			names[i] = cert.Node
		}
		err = c.cfg.Tell(ctx, names)
	}
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		for _, cert := range certs {
			c.written.Sooner(cert.Node, c.cfg.Now().Add(rewritten))
		}
	}
	return err
}

// putIncidents writes absences that have ended; those that cannot be written are written later.
func (c *Certifier) putIncidents(ctx context.Context, away []incident) error {
	for k, i := range away {
		list, err := c.cfg.Store.Incidents(ctx, i.node)
		if err == nil {
			list = append([]wire.Absence{i.Absence}, list...)
			err = c.cfg.Store.PutIncidents(ctx, []dossier.Incidents{{Node: i.node, All: list[:min(len(list), mostIncident)]}})
		}
		if err != nil {
			c.mu.Lock()
			defer c.mu.Unlock()
			c.away = append(away[k:len(away):len(away)], c.away...)
			return err
		}
	}
	return nil
}
