// Package registry asks registries what images are, before anybody pays for running them or a machine pulls them. Where a
// registry is, and where it sends whoever asks it, is a tenant's word: so connections go to the internet's addresses alone,
// unless the operator has named the registry, answers are bounded in time and size, and a password goes to the registry and
// its own site and nowhere else. What is found out is kept for a while; what took a password is given to nobody without it.
package registry

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/name"
	lru "github.com/hashicorp/golang-lru/v2"

	"berth/gateway/image"
	"berth/gateway/isolation"
	"berth/gateway/manifest"
	"berth/gateway/reach"
	"berth/shared/server/web"
)

// Bounds of asking.
const (
	wholeTime = 10 * time.Second // for one image
	perCall   = 5 * time.Second  // for one of its requests
	maxBody   = 4 << 20          // of an answer; manifests and configurations are no larger, and layers are not asked for
	maxHeader = 64 << 10
	maxCalls  = 24 // requests for one image, redirects and tokens among them
	maxAsking = 16 // images that are asked for at a time
	maxEach   = 4  // of them on behalf of one
)

// Docker Hub counts manifests that are read as images that are pulled, for an address a hundred in six hours: what the machines pull
// behind the same address is to have most of that. Looks that it counts, of one, of all guests, and of all.
var (
	looksOfOne    = web.Limits{PerSecond: 10. / 3600, Burst: 10, Keys: 4096, Forget: true}
	looksOfGuests = web.Limits{PerSecond: 15. / (6 * 3600), Burst: 15, Keys: 1}
	looksOfAll    = web.Limits{PerSecond: 40. / (6 * 3600), Burst: 40, Keys: 1}
)

// For how long what was found out is believed.
const (
	tagTime     = 10 * time.Minute // what a tag leads to may change
	digestTime  = 24 * time.Hour   // what a digest leads to does not; that it can be had may
	missingTime = 30 * time.Second // somebody is about to mend it
	brokenTime  = 15 * time.Second
	leastWait   = 10 * time.Second // after a registry has asked to wait
	usualWait   = time.Minute
	mostWait    = 15 * time.Minute
	maxKept     = 2048 // images
	maxResting  = 512  // registries that have asked to wait, or do not answer
)

// Config is what an Asker is made of.
type Config struct {
	Registries reach.Registries                                                      // whom may be asked
	Platforms  func() []string                                                       // of the machines, such as linux/amd64; none: not known yet
	Lookup     func(ctx context.Context, network, host string) ([]netip.Addr, error) // nil: the system's
	Closed     func() []netip.Prefix                                                 // addresses of the internet that are the operator's own; nil: none
	Seen       func(why image.Why, kept bool)                                        // told of each answer, empty: facts; nil: nobody is
	Now        func() time.Time                                                      // nil: time.Now
}

// Asker asks registries. It is safe for concurrent use.
type Asker struct {
	cfg    Config
	key    []byte // of the digests under which what took a password is kept
	gate   *gate
	looks  looks
	dial   *dialer
	call   time.Duration          // for one request, its body included
	counts func(host string) bool // whether a registry counts manifests that anybody reads
	open   *http.Transport        // to the internet
	inner  *http.Transport        // also to what the operator has named

	kept    *lru.Cache[string, answer]
	resting *lru.Cache[string, rest] // registries that are not asked for a while
}

// rest is until when a registry is not asked, and what is said of all of its images meanwhile.
type rest struct {
	why   image.Why
	until time.Time
}

// answer is what was found out of an image.
type answer struct {
	facts image.Facts
	fault *image.Fault // nil: facts are
	until time.Time
}

var (
	_ image.Asker      = (*Asker)(nil)
	_ isolation.Images = (*Asker)(nil)
)

// New makes an Asker.
func New(cfg Config) (*Asker, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	a := &Asker{cfg: cfg, key: make([]byte, 32), gate: newGate(maxAsking, maxEach), dial: newDialer(cfg), call: perCall, looks: newLooks(), counts: func(host string) bool { return host == reach.Hub }}
	rand.Read(a.key)
	a.open, a.inner = newTransport(a.dial.public), newTransport(a.dial.named)
	var err error
	if a.kept, err = lru.New[string, answer](maxKept); err != nil {
		return nil, err
	}
	a.resting, err = lru.New[string, rest](maxResting)
	return a, err
}

// Close closes the connections that are open to registries.
func (a *Asker) Close() error {
	a.open.CloseIdleConnections()
	a.inner.CloseIdleConnections()
	return nil
}

// Ask implements image.Asker.
func (a *Asker) Ask(ctx context.Context, who image.Who, reference string, access *manifest.Registry) (image.Facts, error) {
	x, kept := a.ask(ctx, who, reference, access)
	if a.cfg.Seen != nil {
		var why image.Why
		if x.fault != nil {
			why = x.fault.Why
		}
		a.cfg.Seen(why, kept)
	}
	if x.fault != nil {
		return image.Facts{}, x.fault
	}
	return x.facts, nil
}

func failed(why image.Why) answer { return answer{fault: &image.Fault{Why: why}} }

// question says what a registry is to be asked about an image, and under which key its answer is kept; false: it is not to be asked.
func (a *Asker) question(reference string, access *manifest.Registry) (q question, key string, ok bool) {
	host, ok := reach.Host(reference)
	if !ok || a.cfg.Registries.Judge(reference) == reach.Refused {
		return q, "", false
	}
	ref, err := name.ParseReference(reference, name.WeakValidation)
	if err != nil || plainHost(ref.Context().RegistryStr()) != host {
		return q, "", false
	}
	q = question{ref: ref, host: host, platforms: a.cfg.Platforms()}
	if access != nil && plainHost(accessHost(access.Host)) == host { // else it is for another one, as the machines see it, too
		q.user, q.password = access.User, access.Password.Reveal()
		q.secret = a.digest(host, q.user, q.password)
	}
	q.counted = q.secret == "" && a.counts(host)
	return q, q.key(ref), true
}

// key is under which what a reference leads to is kept for who may ask this question.
func (q question) key(ref name.Reference) string {
	return strings.Join(append([]string{ref.Name(), q.secret}, q.platforms...), " ")
}

// User is whom a service's image starts as, as far as it was asked for; empty: root. It asks nobody: what was known last is good
// until the image is looked at again.
func (a *Asker) User(s manifest.Service) (user string, known bool) {
	f, known := a.last(s)
	return f.User, known
}

// Size is how much is fetched of a service's image, in MiB; 0: not known. Like User it asks nobody.
func (a *Asker) Size(s manifest.Service) (mib uint32) {
	f, _ := a.last(s)
	return f.MiB()
}

// last is what was known of an image last.
func (a *Asker) last(s manifest.Service) (f image.Facts, known bool) {
	_, key, ok := a.question(s.Image, s.Pull)
	if !ok {
		return f, false
	}
	x, ok := a.kept.Get(key)
	return x.facts, ok && x.fault == nil
}

// ask is Ask, and reports whether the answer is one that was kept.
func (a *Asker) ask(ctx context.Context, who image.Who, reference string, access *manifest.Registry) (_ answer, kept bool) {
	q, key, ok := a.question(reference, access)
	if !ok {
		return failed(image.Unasked), false
	}
	old, had := a.kept.Get(key)
	if had && a.cfg.Now().Before(old.until) {
		return old, true
	}
	if x, ok := a.resting.Get(q.host + q.secret); ok {
		if wait := x.until.Sub(a.cfg.Now()); wait > 0 {
			if had && old.fault == nil {
				return old, true // the last that was known
			}
			return answer{fault: &image.Fault{Why: x.why, Wait: wait}}, true
		}
	}
	ctx, cancel := context.WithTimeout(ctx, wholeTime)
	defer cancel()
	leave, err := a.gate.enter(ctx, who.Name)
	if err != nil {
		return failed(image.Unasked), false
	}
	defer leave()
	if had && old.fault == nil {
		q.known = old.facts.Digest
	}
	facts, answered, fault := a.fetch(ctx, q, func() bool { return a.looks.take(who, a.cfg.Now()) })
	x := answer{facts: facts, fault: fault, until: a.cfg.Now().Add(keepFor(q.ref, fault))}
	if fault != nil && (fault.Why == image.Limited || !answered && ctx.Err() == nil) {
		a.resting.Add(q.host+q.secret, rest{fault.Why, x.until})
	}
	switch {
	case fault != nil && !fault.Why.Certain() && q.known != "":
		return old, true // the last that was known
	case fault != nil && fault.Why == image.Limited:
	case ctx.Err() == nil: // who has gone away has learnt nothing of the registry
		a.kept.Add(key, x)
		if fault == nil {
			x.until = a.cfg.Now().Add(digestTime)
			a.kept.Add(q.key(q.ref.Context().Digest(facts.Digest)), x)
		}
	}
	return x, false
}

// looks are those that a registry counts.
type looks struct {
	one         *web.Limiter[string]
	guests, all *web.Limiter[struct{}]
}

func newLooks() looks {
	return looks{web.NewLimiter[string](looksOfOne), web.NewLimiter[struct{}](looksOfGuests), web.NewLimiter[struct{}](looksOfAll)}
}

// take reports whether there may be one more.
func (l looks) take(who image.Who, now time.Time) bool {
	if _, ok := l.one.Take(who.Name, now); !ok {
		return false
	}
	if who.Guest {
		if _, ok := l.guests.Take(struct{}{}, now); !ok {
			return false
		}
	}
	_, ok := l.all.Take(struct{}{}, now)
	return ok
}

// keepFor is for how long an answer is believed.
func keepFor(ref name.Reference, fault *image.Fault) time.Duration {
	_, digest := ref.(name.Digest)
	switch {
	case fault != nil && fault.Why == image.Limited:
		return fault.Wait
	case fault != nil && !fault.Why.Certain():
		return brokenTime
	case fault != nil:
		return missingTime
	case digest:
		return digestTime
	}
	return tagTime
}

// digest is what stands for a password: of no use outside of this process.
func (a *Asker) digest(parts ...string) string {
	h := hmac.New(sha256.New, a.key)
	for _, p := range parts {
		sum := sha256.Sum256([]byte(p))
		h.Write(sum[:])
	}
	return string(h.Sum(nil))
}

// plainHost is a registry's name as reach.Host has it.
func plainHost(registry string) string {
	if registry == "index."+reach.Hub {
		return reach.Hub
	}
	return registry
}

// accessHost is the registry's name in what a docker login writes: https://index.docker.io/v1/ is the Hub.
func accessHost(s string) string {
	s = strings.TrimPrefix(strings.TrimPrefix(s, "https://"), "http://")
	s, _, _ = strings.Cut(s, "/")
	return strings.ToLower(s)
}
