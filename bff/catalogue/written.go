package catalogue

import (
	"reflect"
	"strings"
	"time"

	"berth/bff/dossier"
	"berth/contracts/chain"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
)

// freshen is after how long a node is written down again of which nothing but the time of its card has changed.
const freshen = 10 * time.Minute

// said is what a node says of itself in the registry: what its orders come to is folded from events.
func said(n chain.Node) chain.Node {
	n.Reserved, n.Live = resource.Resources{}, 0
	return n
}

// gist is a card without what is another with each answer.
func gist(c *wire.Card) any {
	if c == nil {
		return nil
	}
	g := *c
	g.IssuedAt, g.Signature = time.Time{}, nil
	return g
}

// dossier is what is written down of an entry.
func (e *entry) dossier() dossier.Node {
	return dossier.Node{
		Entry: said(e.chain), Card: e.card, SeenAt: e.seenAt, Error: e.err, FirstSeen: e.firstSeen, AwaySince: e.awaySince, Hidden: e.hidden, About: e.about,
		Stamp: e.stamp(),
	}
}

// stamp is that of what is written of it; empty: nothing is.
func (e *entry) stamp() string {
	if e.written == nil {
		return ""
	}
	return e.written.Stamp
}

// aged reports whether nothing is to be written anew but the time of its card.
func (e *entry) aged() bool {
	return e.written != nil && e.seenAt.Sub(e.written.SeenAt) >= freshen && !e.changed()
}

// stale reports whether what is written of an entry is to be written anew.
func (e *entry) stale() bool { return e.changed() || e.seenAt.Sub(e.written.SeenAt) >= freshen }

// changed reports whether what is written of an entry is not so any more.
func (e *entry) changed() bool {
	w := e.written
	return w == nil || w.Hidden != e.hidden || (w.Error == "") != (e.err == "") || w.AwaySince.IsZero() != e.awaySince.IsZero() ||
		!reflect.DeepEqual(w.Entry, said(e.chain)) || !reflect.DeepEqual(w.About, e.about) ||
		!reflect.DeepEqual(gist(w.Card), gist(e.card))
}

// Learn takes over what is written of nodes.
func (c *Catalogue) Learn(all ...dossier.Node) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range all {
		a := d.Entry.Address
		e := c.at[a]
		if e == nil {
			e = &entry{}
			c.at[a] = e
		}
		d.Entry.Reserved, d.Entry.Live = e.chain.Reserved, e.chain.Live
		d.Entry.Reserved.GPUModel = d.Entry.Total.GPUModel
		e.chain, e.card, e.seenAt, e.err, e.firstSeen, e.about = d.Entry, d.Card, d.SeenAt, d.Error, d.FirstSeen, d.About
		e.presence = presence{awaySince: d.AwaySince, hidden: d.Hidden}
		e.written = &d
		c.changed[a] = true
	}
}

// Drop takes nodes out of which nothing is written any more.
func (c *Catalogue) Drop(all ...eth.Address) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range all {
		c.drop(a)
		delete(c.left, a)
		delete(c.unwritten, a)
	}
}

// Unwritten is what is to be written down: of nodes of which nothing is, of which something else is, and which are gone; at
// most so many of each. Of nodes of which nothing but the time of their card is to be written, those of one sheet alone; below 0: all. Stamp says
// under which something of it is written already. Written says that it is.
func (c *Catalogue) Unwritten(fresh, other, sheet int) (put []dossier.Node, gone []dossier.Written) {
	c.mu.Lock()
	defer c.mu.Unlock()
	add, over := 0, 0
	for a := range c.unwritten {
		e := c.at[a]
		was, left := c.left[a]
		switch {
		case e == nil && left && len(gone) < other:
			gone = append(gone, dossier.Written{Node: a, Stamp: was})
		case e == nil && left:
		case e == nil, !e.stale():
			delete(c.unwritten, a)
		case e.written == nil && add < fresh:
			d := e.dossier()
			d.Stamp = was
			put = append(put, d)
			add++
		case sheet >= 0 && e.written != nil && dossier.SheetOf(a) != sheet && e.aged():
		case e.written != nil && over < other:
			put = append(put, e.dossier())
			over++
		}
		if add == fresh && over == other {
			break
		}
	}
	return put, gone
}

// Sheet is all that is written of the nodes of a part, once so many others are.
func (c *Catalogue) Sheet(part int, put []dossier.Node) dossier.Sheet {
	c.mu.Lock()
	defer c.mu.Unlock()
	s, there := dossier.Sheet{Part: part}, map[eth.Address]bool{}
	for _, d := range put {
		if a := d.Entry.Address; dossier.SheetOf(a) == part {
			there[a] = true
			s.Nodes = append(s.Nodes, d)
		}
	}
	for a, e := range c.at {
		if e.written != nil && !there[a] && dossier.SheetOf(a) == part {
			s.Nodes = append(s.Nodes, *e.written)
		}
	}
	return s
}

// Written says what of Unwritten is written down now, and under which stamp.
func (c *Catalogue) Written(all []dossier.Node, gone []dossier.Written, stamp string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, d := range all {
		d.Stamp = stamp
		if e := c.at[d.Entry.Address]; e != nil {
			e.written = &d
			delete(c.left, d.Entry.Address)
		} else {
			c.left[d.Entry.Address] = stamp
		}
	}
	for _, w := range gone {
		if c.at[w.Node] == nil {
			delete(c.unwritten, w.Node)
		}
		delete(c.left, w.Node)
	}
}

// Addresses are those of all nodes, in no order.
func (c *Catalogue) Addresses() []eth.Address {
	c.mu.Lock()
	defer c.mu.Unlock()
	all := make([]eth.Address, 0, len(c.at))
	for a := range c.at {
		all = append(all, a)
	}
	return all
}

// SetAbout says what came of a node's metadata.
func (c *Catalogue) SetAbout(a eth.Address, about dossier.About) {
	c.change(a, func(e *entry) {
		if e.chain.MetadataURI == about.URI {
			e.about = &about
		}
	})
}

// Undescribed says why nothing is shown of what a node's metadata URI leads to; empty: something is, or there is nothing yet.
func (c *Catalogue) Undescribed(a eth.Address) wire.Undescribed {
	uri, known, _ := c.About(a)
	if strings.HasPrefix(uri, "data:") {
		if _, ok := registry.ReadAbout(uri); !ok {
			return wire.NoDescription
		}
		return ""
	}
	if known == nil {
		return ""
	}
	return known.Why
}

// About is what is known of a node's metadata, and its URI; false: there is no such node.
func (c *Catalogue) About(a eth.Address) (uri string, known *dossier.About, ok bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e := c.at[a]
	if e == nil {
		return "", nil, false
	}
	return e.chain.MetadataURI, e.about, true
}
