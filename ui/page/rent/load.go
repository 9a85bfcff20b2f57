package rent

import (
	"encoding/json"
	"strings"

	"berth/shared/order"
	"berth/shared/wire"
	"berth/ui/bring"
	"berth/ui/page/rent/first"
	"berth/ui/part/entry"
	"berth/ui/state"
)

var _ first.Load = (*load)(nil)

// load is what is to run on the first node that works: a service of the catalogue with its settings, or the user's own file. It is
// as it was when it was asked for.
type load struct {
	template wire.Template // one without an id: none
	params   map[string]string
	own      bring.Writing
	waits    bool // own waits for its user: nobody has looked at it, or something in it is to be said or to be changed
}

// runs reports whether something is to run at all.
func (l *load) runs() bool { return l.template.ID != "" || l.own.Text() != "" }

// Sketch implements first.Load.
func (l *load) Sketch(c wire.Card) (m bring.Manifest, ok bool) {
	if l.template.ID == "" {
		return l.own.Sketch(), l.own.Text() != ""
	}
	values, ok := entry.Values(l.template, l.value(0, c, func(g wire.Generate) string { return strings.Repeat("x", g.Length) }))
	return l.deployed(values), ok
}

// Manifest implements first.Load. The secrets that it makes up are kept for the order's page, where its user finds them.
func (l *load) Manifest(id order.ID, c wire.Card) (m bring.Manifest, ok bool) {
	if l.template.ID == "" {
		return l.own.Manifest(), l.own.Text() != ""
	}
	secrets := state.SecretsOf(id)
	values, ok := entry.Values(l.template, func(p wire.Param) (string, bool) {
		if p.Secret && p.Generate != nil {
			v, had := secrets.Of(l.template.ID)[p.Key]
			if !had {
				v = entry.MakeUp(*p.Generate)
				secrets.Set(id, l.template.ID, p.Key, v)
			}
			return v, true
		}
		return l.value(id, c, nil)(p)
	})
	return l.deployed(values), ok
}

func (l *load) deployed(values map[string]string) bring.Manifest {
	b, err := json.Marshal(wire.TemplateManifest{Template: l.template.ID, Compose: l.template.Compose, Values: values})
	if err != nil {
		return bring.Manifest{}
	}
	return bring.Manifest{Format: "template", Text: string(b)}
}

// value is what a setting has for an order; what is made up is made by secret.
func (l *load) value(id order.ID, c wire.Card, secret func(wire.Generate) string) entry.Value {
	return func(p wire.Param) (string, bool) {
		switch {
		case p.Secret && p.Generate != nil && secret != nil:
			return secret(*p.Generate), true
		case p.Fill != nil:
			host := p.Fill.Service + "-" + id.String() + "." + c.Domain
			if p.Fill.As == "host" {
				return host, c.Domain != ""
			}
			if c.Plain {
				return "http://" + host, c.Domain != ""
			}
			return "https://" + host, c.Domain != ""
		}
		v, set := l.params[p.Key]
		return v, set
	}
}

// ready reports whether it can be deployed without the user: every setting has a value, or can be made up.
func (l *load) ready() bool {
	if !l.runs() || l.template.ID == "" {
		return !l.waits
	}
	_, ok := l.Sketch(wire.Card{Domain: "example.org"})
	return ok
}

// Hand implements first.Load.
func (l *load) Hand(id order.ID) {
	if l.template.ID != "" {
		state.Plan{Template: l.template.ID, Params: l.params}.Keep(id)
		return
	}
	hand(id)
}
