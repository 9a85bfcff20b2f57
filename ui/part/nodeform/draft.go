package nodeform

import (
	"errors"
	"strings"

	"berth/shared/amount"
	"berth/shared/endpoint"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/part/entry"
	"berth/ui/text"
)

// draft is an entry as it is written in the fields.
type draft struct {
	endpoint, operator, stake string
	size                      entry.Size
	about                     registry.About
	link                      string // metadata that is kept elsewhere; empty: about is it
}

// draftOf is an entry before anything is changed.
func draftOf(e registry.Entry, token wire.Token) draft {
	d := draft{endpoint: e.Endpoint, size: entry.SizeOf(e.Total), stake: e.MinStake.Units(token.Decimals)}
	if !e.Operator.IsZero() {
		d.operator = e.Operator.String()
	}
	var ok bool
	if d.about, ok = registry.ReadAbout(e.Metadata); !ok {
		d.link = e.Metadata
	}
	return d
}

// wrongs are what is wrong with fields, by their names: those of registry.Field and the JSON names of registry.About.
type wrongs map[string]string

// read gives the entry that was becomes, and what is wrong with it.
func (d draft) read(t text.T, node eth.Address, was registry.Entry, token wire.Token, home string) (e registry.Entry, bad wrongs) {
	bad = wrongs{}
	say := func(f registry.Field, words string) {
		if _, said := bad[string(f)]; !said {
			bad[string(f)] = words
		}
	}
	e = was
	e.Endpoint = strings.TrimSpace(d.endpoint)
	var err error
	if e.Operator, err = address(d.operator); err != nil {
		say(registry.Operator, t.Say(text.EntryIsAddress))
	} else if e.Operator.IsZero() && (!was.Registered() || !was.Operator.IsZero()) {
		say(registry.Operator, t.Say(text.EntryIsEmpty))
	}
	var unread map[resource.Dimension]bool
	e.Total, unread = d.size.Read()
	for dim := range unread {
		say(registry.Field(dim), t.Say(text.RentBad[dim]))
	}
	if e.MinStake, err = units(d.stake, token.Decimals); err != nil {
		say(registry.MinStake, t.Say(text.EntryIsStake, token.Symbol))
	}
	e.Metadata = d.metadata(was)
	for _, name := range d.about.Wrong() {
		if d.link == "" {
			bad[name] = t.Say(text.EntryIsForm)
		}
	}
	for _, f := range e.Faults(node, was, endpoint.Near(home)) {
		say(f.Field, words(t, f, was))
	}
	return e, bad
}

// metadata is that of the entry. What is as it was stays as it was written, however that was.
func (d draft) metadata(was registry.Entry) string {
	if link := strings.TrimSpace(d.link); link != "" {
		return link
	}
	if about, ok := registry.ReadAbout(was.Metadata); ok && about == d.about {
		return was.Metadata
	}
	return d.about.URI()
}

func address(s string) (eth.Address, error) {
	if s = strings.TrimSpace(s); s == "" {
		return eth.Address{}, nil
	}
	return eth.ParseAddress(s)
}

var errUnits = errors.New("no amount")

func units(s string, decimals int) (amount.Amount, error) {
	if s = strings.ReplaceAll(strings.TrimSpace(s), ",", "."); s == "" {
		return amount.Amount{}, errUnits
	}
	return amount.ParseUnits(s, decimals)
}

var whys = map[registry.Why]text.Text{
	registry.Empty: text.EntryIsEmpty, registry.Form: text.EntryIsForm, registry.Near: text.EntryIsNear, registry.TooLong: text.EntryIsLong,
	registry.TooMuch: text.EntryIsMuch, registry.TooLow: text.EntryIsLow, registry.Model: text.EntryIsModel, registry.Itself: text.EntryIsItself,
}

// words say what is wrong with a field, and what would be right.
func words(t text.T, f registry.Fault, was registry.Entry) string {
	d := resource.Dimension(f.Field)
	switch {
	case f.Why == registry.Reserved && d == resource.GPUModel:
		return t.Say(text.EntryIsModelSet)
	case f.Why == registry.Reserved:
		return t.Say(text.EntryIsReserved, t.Quantity(d, was.Reserved.Of(d)))
	}
	return t.Say(whys[f.Why])
}
