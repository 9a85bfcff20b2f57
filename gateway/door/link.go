package door

import (
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"time"
	"unicode/utf8"

	"golang.org/x/net/http/httpguts"

	"berth/gateway/ledger"
	"berth/gateway/secret"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/web"
	"berth/shared/wire"
)

// Limits of share links.
const (
	MostLinks  = 64 // of an order, that are good
	mostPast   = 64 // of an order, that are not and of which it is still told why
	mostUses   = 10_000
	mostLabel  = 80 // characters
	mostPrefix = 200
	mostMethod = 16 // methods of one, and characters of each
	longest    = 366 * 24 * time.Hour
	linkMemory = 7 * 24 * time.Hour // after its time
)

// linkPrefix begins a share link's token, so that it is told from others and found where it does not belong.
const linkPrefix = "bl_"

// redeemRate is how often a link may be used where each use is written to the disk.
var redeemRate = web.Limits{PerSecond: 5, Burst: 60, Keys: 10_000, Forget: true}

// link is a share link. What changes is uses, used, and revoked once it was.
type link struct {
	ledger.Link
	id      string
	prefix  prefix
	gate    *gate
	uses    atomic.Int64
	used    atomic.Int64 // Unix seconds; 0: never
	revoked atomic.Bool
}

func (l *link) record() ledger.Link {
	r := l.Link
	r.Uses = l.uses.Load()
	if n := l.used.Load(); n > 0 {
		r.UsedAt = time.Unix(n, 0).UTC()
	}
	return r
}

// over tells why a link is good for nothing any more, not even for who has come by it; nil: it is good.
func (l *link) over(now time.Time) error {
	switch {
	case l.revoked.Load():
		return errLink
	case now.After(l.ExpiresAt):
		return errExpired
	case l.gate.state.Load().visibility() == wire.Private:
		return errShut
	}
	return nil
}

// keepLink takes one in. Who calls holds mu, unless nobody else has the Doors.
func (d *Doors) keepLink(x ledger.Link) *link {
	h := d.hall(x.Order)
	h.user = x.User
	p, _ := parsePrefix(x.Prefix) // it was checked when it was made
	l := &link{Link: x, id: secret.Name(x.Hash), prefix: p, gate: h.gate(x.Service, d)}
	l.uses.Store(x.Uses)
	if !x.UsedAt.IsZero() {
		l.used.Store(x.UsedAt.Unix())
	}
	l.revoked.Store(!x.RevokedAt.IsZero())
	d.links[x.Hash] = l
	h.links = append(h.links, l)
	return l
}

func (d *Doors) dropLink(l *link) {
	l.revoked.Store(true)
	delete(d.links, l.Hash)
	delete(d.worn, l)
	h := d.hall(l.Order)
	h.links = slices.DeleteFunc(h.links, func(x *link) bool { return x == l })
	h.drop(l.gate)
	d.tidy(h)
}

// past reports whether a link is good for nobody who has not come by it yet.
func (l *link) past(now time.Time) bool { return l.revoked.Load() || now.After(l.ExpiresAt) }

func (l *link) wire() wire.Link {
	r := l.record()
	return wire.Link{
		ID: l.id, Service: r.Service, Label: r.Label, PathPrefix: r.Prefix, Methods: r.Methods, MaxUses: int(r.MaxUses), Uses: int(r.Uses),
		LinkedBy: r.LinkedBy, CreatedAt: r.CreatedAt, ExpiresAt: r.ExpiresAt, UsedAt: r.UsedAt,
	}
}

// Links are those of a user's order that are good, the oldest first.
func (d *Doors) Links(user eth.Address, id order.ID) []wire.Link {
	all, now := []wire.Link{}, d.now()
	d.mu.RLock()
	defer d.mu.RUnlock()
	if h := d.halls[id]; h != nil && h.user == user {
		for _, l := range h.links {
			if !l.past(now) {
				all = append(all, l.wire())
			}
		}
	}
	return all
}

// MakeLink makes a share link to a service of a user's order, and gives its token, which is told once. by is the name of
// the access key that asks for it; empty: the wallet does.
func (d *Doors) MakeLink(user eth.Address, by string, id order.ID, req wire.LinkRequest) (wire.Link, string, error) {
	now := d.now()
	x, err := newLink(req, now)
	if err != nil {
		return wire.Link{}, "", err
	}
	token, hash := secret.New(linkPrefix)
	x.Hash, x.Order, x.User, x.LinkedBy, x.CreatedAt = hash, id, user, by, now.UTC()
	d.writing.Lock()
	defer d.writing.Unlock()
	if d.Visibility(user, id, req.Service) == wire.Private {
		return wire.Link{}, "", problem.New(409, problem.LinkShut, "links open no private service").Remedy("set the visibility of %s to link first", req.Service)
	}
	d.mu.Lock()
	good, past := 0, []*link{}
	for _, l := range d.owned(id, user).links {
		if l.past(now) {
			past = append(past, l)
		} else {
			good++
		}
	}
	d.mu.Unlock()
	if good >= MostLinks {
		return wire.Link{}, "", problem.New(409, problem.Full, "the order has %d links already", good).With("most", "64").Remedy("end one first")
	}
	put := ledger.Doors{Links: []ledger.Link{x}}
	for len(past) > mostPast {
		put.EndedLinks = append(put.EndedLinks, ledger.Link{Order: id, Hash: past[0].Hash})
		past = past[1:]
	}
	if err := d.cfg.Store.PutDoors(put); err != nil {
		return wire.Link{}, "", err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, gone := range put.EndedLinks {
		if l := d.links[gone.Hash]; l != nil {
			d.dropLink(l)
		}
	}
	return d.keepLink(x).wire(), token, nil
}

// newLink checks what is asked for.
func newLink(req wire.LinkRequest, now time.Time) (x ledger.Link, err error) {
	x = ledger.Link{Service: req.Service, Label: req.Label, Prefix: req.PathPrefix, MaxUses: int64(req.MaxUses), ExpiresAt: req.ExpiresAt.UTC()}
	if x.Prefix == "" {
		x.Prefix = "/"
	}
	switch p, ok := parsePrefix(x.Prefix); {
	case utf8.RuneCountInString(req.Label) > mostLabel || !typeable(req.Label):
		return x, problem.Field("label", "at most %d characters", mostLabel)
	case !ok || x.Prefix[0] != '/' || len(x.Prefix) > mostPrefix || len(p) > 0 && strings.HasPrefix(p[0], ".berth"):
		return x, problem.Field("pathPrefix", "a path such as /docs, of at most %d bytes, without dots, doubled or encoded slashes", mostPrefix)
	case req.MaxUses < 0 || req.MaxUses > mostUses:
		return x, problem.Field("maxUses", "at most %d; 0: any number", mostUses)
	case !req.ExpiresAt.After(now):
		return x, problem.Field("expiresAt", "a time to come (here it is %s)", now.UTC().Format(time.RFC3339))
	case req.ExpiresAt.After(now.Add(longest)):
		return x, problem.Field("expiresAt", "at most a year ahead")
	case len(req.Methods) > mostMethod:
		return x, problem.Field("methods", "at most %d", mostMethod)
	}
	for _, m := range req.Methods {
		if m == "" || len(m) > mostMethod || !httpguts.ValidHeaderFieldName(m) || m != strings.ToUpper(m) || m == "CONNECT" || slices.Contains(x.Methods, m) {
			return x, problem.Field("methods", "names of HTTP methods in capitals, such as GET; not CONNECT, and none twice")
		}
		x.Methods = append(x.Methods, m)
	}
	return x, nil
}

// EndLink ends one of a user's order, the sessions that came of it, and what is open by either.
func (d *Doors) EndLink(user eth.Address, id order.ID, name string) error {
	now := d.now()
	d.writing.Lock()
	defer d.writing.Unlock()
	d.mu.Lock()
	var put ledger.Doors
	if h := d.halls[id]; h != nil && h.user == user {
		i := slices.IndexFunc(h.links, func(l *link) bool { return l.id == name && !l.past(now) })
		if i >= 0 {
			l := h.links[i]
			l.revoked.Store(true)
			l.RevokedAt = now.UTC()
			put.Links = []ledger.Link{l.record()}
			for _, s := range slices.Clone(h.sessions) {
				if s.link == l {
					put.EndedSessions = append(put.EndedSessions, s.hash)
					d.dropSession(s)
				}
			}
		}
	}
	d.mu.Unlock()
	if len(put.Links) == 0 {
		return problem.New(404, problem.NotFound, "the order has no link %.40q", name).Remedy("GET /v1/orders/{id}/links lists them")
	}
	return d.end(put)
}

// spend uses a link once. Of one with a number of uses each is written before it counts for anything, so that a restart
// brings none back. Who calls holds writing where the link has such a number.
func (l *link) spend(now time.Time) Why {
	for {
		n := l.uses.Load()
		if l.MaxUses > 0 && n >= l.MaxUses {
			return LinkUsedUp
		}
		if l.uses.CompareAndSwap(n, n+1) {
			l.used.Store(now.Unix())
			return In
		}
	}
}

// allows tells whether a request is within what a link is for.
func (l *link) allows(a *Ask) Why {
	if len(l.Methods) > 0 {
		if a.Upgrade {
			return LinkMethod
		}
		// Whoever may read a thing may ask what reading it would tell (RFC 9110, 9.3.2).
		if !slices.Contains(l.Methods, a.Method) && (a.Method != "HEAD" || !slices.Contains(l.Methods, "GET")) {
			return LinkMethod
		}
	}
	if len(l.prefix) == 0 {
		return In
	}
	if !l.prefix.has(a.Path) || !l.prefix.leads(a.Destination) {
		return OutsideLink
	}
	return In
}

// leads reports whether where WebDAV is to copy or move something (RFC 4918, 10.3) is within a prefix; empty: nowhere.
func (p prefix) leads(destination string) bool {
	if destination == "" {
		return true
	}
	if _, rest, ok := strings.Cut(destination, "://"); ok {
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			return false
		}
		destination = rest[i:]
	}
	return p.has(destination)
}

// Redeem gives a browser a cookie for a share link's token, which counts as a use. One of the cookies that came with the
// request is kept instead, and nothing used up, if it opens the place to land on: to, where the link is for that, else the
// link's own. user is the order's.
func (d *Doors) Redeem(token string, user eth.Address, id order.ID, service, to string, cookies []string, ends time.Time, who Guest) (Entry, error) {
	now := d.now()
	l := d.linkOf(token, user, id, service)
	if l == nil {
		return Entry{}, LinkUnknown.problem(0)
	}
	landing := l.landing()
	if path, _, _ := strings.Cut(to, "?"); to != "" && l.prefix.has(path) {
		landing = to
	}
	path, _, _ := strings.Cut(landing, "?")
	if _, why := d.byCookie(&Ask{Order: id, Service: service, User: user, Host: who.Host, Cookies: cookies, Method: "GET", Path: path}, now); why == In {
		return Entry{Landing: landing}, nil
	}
	if wait, ok := d.redeem.Take(l.Hash, now); !ok {
		return Entry{}, TooOften.problem(wait)
	}
	d.writing.Lock()
	defer d.writing.Unlock()
	why := l.state(now)
	if why == In {
		why = l.spend(now)
	}
	if why != In {
		return Entry{}, why.problem(0)
	}
	x := d.session(id, service, ends, who, ledger.Session{Link: l.Hash})
	if l.ExpiresAt.Before(x.ExpiresAt) {
		x.ExpiresAt = l.ExpiresAt
	}
	cookie, s, err := d.begin(x, l, ledger.Doors{Links: []ledger.Link{l.record()}})
	if err != nil {
		return Entry{}, err
	}
	return Entry{Cookie: cookie, Until: s.end(), Landing: landing}, nil
}

// landing is the path that a link leads to, as a browser asks for it.
func (l *link) landing() string {
	path := "/" + strings.Join(l.prefix, "/")
	if len(path) > 1 && strings.HasSuffix(l.Prefix, "/") {
		path += "/"
	}
	return (&url.URL{Path: path}).EscapedPath()
}

// linkOf is the link with a token, if it is for this service of this user.
func (d *Doors) linkOf(token string, user eth.Address, id order.ID, service string) *link {
	if len(token) != len(linkPrefix)+secret.Size || !strings.HasPrefix(token, linkPrefix) {
		return nil
	}
	h := secret.Digest(token)
	d.mu.RLock()
	defer d.mu.RUnlock()
	l := d.links[h]
	if l == nil || l.Order != id || l.Service != service || l.User != user {
		return nil
	}
	return l
}

// state tells whether a link opens anything now.
func (l *link) state(now time.Time) Why {
	switch l.over(now) {
	case nil:
		return In
	case errLink:
		return LinkRevoked
	case errExpired:
		return LinkExpired
	}
	return LinkShut
}
