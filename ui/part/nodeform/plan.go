package nodeform

import (
	"strconv"
	"time"

	"berth/shared/calldata"
	"berth/shared/eth"
	"berth/shared/registry"
	"berth/shared/resource"
	"berth/shared/wire"
	"berth/ui/outside"
	"berth/ui/part/entry"
	"berth/ui/text"
)

// plan is a transaction that is about to be signed: what it is, and what it makes of the entry.
type plan struct {
	title        text.Text
	was, becomes registry.Entry
	call         eth.Bytes
	then         []text.Text // what comes of it, the most important first
	danger       bool
}

// toWrite writes an entry: it registers the node, or changes what is there.
func toWrite(was, becomes registry.Entry) *plan {
	p := &plan{title: text.DeedUpdate, was: was, becomes: becomes, call: calldata.Register(becomes), then: []text.Text{text.UpdateThen}}
	if p.becomes.Epoch = was.Epoch; was.Epoch == 0 || was.Operator != becomes.Operator {
		p.becomes.Epoch++
	}
	switch {
	case !was.Registered():
		p.title, p.then = text.DeedRegister, []text.Text{text.RegisterThen}
	case was.Operator != becomes.Operator:
		p.then = append([]text.Text{text.KeyText}, p.then...)
	}
	if was.Registered() && was.Endpoint != becomes.Endpoint {
		p.then = append(p.then, text.EndpointThen)
	}
	return p
}

func toPause(was registry.Entry) *plan {
	p := &plan{title: text.DeedPause, was: was, becomes: was, then: []text.Text{text.PauseText}}
	if was.Paused {
		p.title, p.then = text.DeedOpen, []text.Text{text.OpenText}
	}
	p.becomes.Paused = !was.Paused
	p.call = calldata.SetPaused(p.becomes.Paused)
	return p
}

func toName(was registry.Entry, operator eth.Address) *plan {
	p := &plan{title: text.DeedOperator, was: was, becomes: was, call: calldata.SetOperator(operator), then: []text.Text{text.KeyText}, danger: true}
	p.becomes.Operator, p.becomes.Epoch = operator, was.Epoch+1
	return p
}

func toVoid(was registry.Entry) *plan {
	p := &plan{title: text.DeedVoid, was: was, becomes: was, call: calldata.VoidQuotes(), then: []text.Text{text.VoidText}, danger: true}
	p.becomes.Epoch++
	return p
}

func toLeave(was registry.Entry) *plan {
	return &plan{
		title: text.DeedLeave, was: was, becomes: registry.Entry{Epoch: was.Epoch + 1}, call: calldata.Deregister(), then: []text.Text{text.LeaveText}, danger: true,
	}
}

// change is one thing that is another before and after.
type change struct {
	key          string
	name         string
	was, becomes string // empty: there is none
}

// changes are what a plan changes, as people read it, in the order of the form.
func (p *plan) changes(t text.T, token wire.Token) (all []change) {
	a, b := p.was, p.becomes
	add := func(key string, name text.Text, was, becomes string) {
		if was != becomes {
			all = append(all, change{key, t.Say(name), was, becomes})
		}
	}
	there := func(e registry.Entry, s string) string {
		if e.Endpoint == "" {
			return "" // it is not registered, and says nothing
		}
		return s
	}
	add("endpoint", text.EntryEndpoint, outside.Text(a.Endpoint), b.Endpoint)
	add("operator", text.EntryOperator, key(a.Operator), key(b.Operator))
	for _, d := range resource.Dimensions {
		was, becomes := there(a, exact(t, d, a.Total)), there(b, exact(t, d, b.Total))
		if was != becomes && (a.Total.Of(d) != b.Total.Of(d) || d == resource.GPU && a.Total.GPUModel != b.Total.GPUModel) {
			all = append(all, change{string(d), t.Dimension(d), was, becomes})
		}
	}
	if a.MinStake != b.MinStake {
		add("minStake", text.EntryStake, there(a, t.Amount(a.MinStake, token)), there(b, t.Amount(b.MinStake, token)))
	}
	add("metadata", text.ChangeAbout, described(a), described(b))
	open := map[bool]string{false: t.Say(text.ChangeYes), true: t.Say(text.ChangeNo)}
	if a.Paused != b.Paused && b.Endpoint != "" {
		add("paused", text.ChangeOrders, open[a.Paused], open[b.Paused])
	}
	if a.Epoch > 0 {
		add("epoch", text.ChangeEpoch, strconv.Itoa(int(a.Epoch)), strconv.Itoa(int(b.Epoch)))
	}
	return all
}

func key(a eth.Address) string {
	if a.IsZero() {
		return ""
	}
	return a.String()
}

// exact is a count to the last unit, which a short form might round away.
func exact(t text.T, d resource.Dimension, r resource.Resources) string {
	w := entry.SizeOf(r)
	switch d {
	case resource.CPU:
		if r.CPUMilli%10 == 0 {
			return t.Quantity(d, uint64(r.CPUMilli))
		}
		return w.CPU + " " + t.Say(text.RentCores)
	case resource.Memory:
		return w.Memory
	case resource.Disk:
		return w.Disk
	case resource.Traffic:
		return w.Traffic
	}
	if r.GPU == 0 {
		return w.GPU
	}
	return w.GPU + " × " + text.Model(r.GPUModel)
}

// described is metadata in words: what it says, or where.
func described(e registry.Entry) string {
	a, ok := registry.ReadAbout(e.Metadata)
	if !ok {
		return outside.Text(e.Metadata)
	}
	s := ""
	for _, part := range []string{a.Name, a.Region, a.Description, a.Icon} {
		if part != "" && s != "" {
			s += " · "
		}
		s += part
	}
	return s
}

// registered is since when the node is registered after the plan; zero: it is not.
func (p *plan) registered(now time.Time) time.Time {
	switch {
	case p.becomes.Endpoint == "":
		return time.Time{}
	case p.was.Registered():
		return p.was.RegisteredAt
	}
	return now.UTC()
}
