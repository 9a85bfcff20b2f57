package share

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/shared/wire"
	"berth/ui/part"
	"berth/ui/text"
)

// leastPassword is how many characters a password has at least.
const leastPassword = 8

// draft is an exposure as it is being changed.
type draft struct {
	visibility     wire.Visibility
	word           bool // a password is asked for
	user, password string
	perMinute      string
	idle, life     int // seconds
}

// draftOf is an exposure before anything is changed.
func draftOf(e wire.Exposure) draft {
	d := draft{visibility: cmp.Or(e.Visibility, wire.Private), idle: e.IdleSeconds, life: e.LifeSeconds}
	if e.PerMinute > 0 {
		d.perMinute = strconv.Itoa(e.PerMinute)
	}
	if e.Basic != nil {
		d.word, d.user = true, e.Basic.User
	}
	return d
}

// wrong is what is not right about a field of a draft.
type wrong struct{ user, password, perMinute, idle string }

func (w wrong) any() bool { return w != wrong{} }

// read is the exposure that a draft asks for, where another holds now.
func (d draft) read(t text.T, now wire.Exposure) (e wire.Exposure, bad wrong) {
	e = wire.Exposure{Visibility: d.visibility, IdleSeconds: d.idle, LifeSeconds: d.life}
	if d.idle > d.life {
		bad.idle = t.Say(text.ShareStayOver)
	}
	if d.visibility != wire.Public {
		return e, bad
	}
	if s := strings.TrimSpace(d.perMinute); s != "" {
		n, err := strconv.Atoi(s)
		switch most := mostOf(now).PerMinute; {
		case err != nil || n <= 0:
			bad.perMinute = t.Say(text.ShareRateBad)
		case most > 0 && n > most:
			bad.perMinute = t.Say(text.ShareRateOver, most)
		}
		e.PerMinute = n
	}
	if d.word {
		e.Basic = &wire.Basic{User: d.user, Password: d.password}
		if d.user == "" || strings.Contains(d.user, ":") {
			bad.user = t.Say(text.ShareNoUser)
		}
		if len([]rune(d.password)) < leastPassword && (d.password != "" || now.Basic == nil) {
			bad.password = t.Say(text.ShareNoWord, leastPassword)
		}
	}
	return e, bad
}

func mostOf(e wire.Exposure) wire.ExposureLimits {
	if e.Most == nil {
		return wire.ExposureLimits{}
	}
	return *e.Most
}

// changed reports whether a draft asks for something else than what holds.
func (d draft) changed(now wire.Exposure) bool {
	was := draftOf(now)
	if d.visibility == wire.Public {
		return d != was
	}
	// What only public ones have makes no difference.
	return d.visibility != was.visibility || d.idle != was.idle || d.life != was.life
}

// loses is what a draft means for those who are in now; empty: nobody loses anything.
func (d draft) loses(t text.T, now wire.Exposure) string {
	switch was := cmp.Or(now.Visibility, wire.Private); {
	case d.visibility == wire.Private && was != wire.Private:
		return t.Say(text.ShareNarrowPrivate)
	case d.visibility == wire.Linked && was == wire.Public:
		return t.Say(text.ShareNarrowLink)
	case d.visibility == wire.Public && was == wire.Public && d.word && now.Basic == nil:
		return t.Say(text.ShareNarrowWord)
	}
	return ""
}

// opens reports whether a draft opens a service to strangers to whom it is not open now.
func (d draft) opens(now wire.Exposure) bool {
	return d.visibility == wire.Public && (now.Visibility != wire.Public || !d.word && now.Basic != nil)
}

// stays are the times that visitors may stay signed in for.
var stays = []time.Duration{15 * time.Minute, time.Hour, 8 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour, 30 * 24 * time.Hour, 90 * 24 * time.Hour}

// stayOptions are those of them that the operator allows, with the longest, and what is chosen now.
func stayOptions(t text.T, now, most int) (all []part.Option) {
	seconds := []int{now}
	if most > 0 {
		seconds = append(seconds, most)
	}
	for _, s := range stays {
		if n := int(s / time.Second); most <= 0 || n <= most {
			seconds = append(seconds, n)
		}
	}
	slices.Sort(seconds)
	for _, n := range slices.Compact(seconds) {
		if n > 0 {
			all = append(all, part.Option{Value: strconv.Itoa(n), Label: t.About(time.Duration(n) * time.Second)})
		}
	}
	return all
}
