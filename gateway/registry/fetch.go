package registry

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/google/go-containerregistry/pkg/authn"
	"github.com/google/go-containerregistry/pkg/name"
	v1 "github.com/google/go-containerregistry/pkg/v1"
	"github.com/google/go-containerregistry/pkg/v1/remote"
	"github.com/google/go-containerregistry/pkg/v1/remote/transport"
	"github.com/google/go-containerregistry/pkg/v1/types"

	"berth/gateway/image"
)

// question is what a registry is asked.
type question struct {
	ref            name.Reference
	host           string
	user, password string // empty: as anybody
	secret         string // what stands for them in what is kept
	platforms      []string
	known          string // digest that it had before; empty: none
	counted        bool   // the registry counts what is read of it
}

// errNoLook is that as much is read as may be.
var errNoLook = errors.New("registry: enough was read")

// errNoImage is that there is something, and no image.
var errNoImage = errors.New("registry: no image")

// platformError is that there is an image, for others.
type platformError struct{ has []string }

func (platformError) Error() string { return "registry: for other machines" }

// fetch asks a registry. Where it counts what is read, or something was known, it asks only for the digest at first, which is not
// counted: what that leads to may be known. Count takes one of the looks that there may be. It reports whether there was any
// answer at all.
func (a *Asker) fetch(ctx context.Context, q question, count func() bool) (facts image.Facts, answered bool, fault *image.Fault) {
	g := &guard{base: a.open, call: a.call, host: q.host, secret: q.password != "", named: func(string) bool { return false }}
	if a.cfg.Registries.Names(q.host) {
		g.base, g.named = a.inner, a.cfg.Registries.Names
	}
	facts, err := a.look(ctx, q, g, count)
	if err != nil {
		return image.Facts{}, g.answered.Load(), blame(err, g)
	}
	return facts, true, nil
}

// look is fetch behind its guard.
func (a *Asker) look(ctx context.Context, q question, g *guard, count func() bool) (facts image.Facts, err error) {
	auth := authn.Anonymous
	if g.secret {
		auth = authn.FromConfig(authn.AuthConfig{Username: q.user, Password: q.password})
	}
	puller, err := remote.NewPuller(remote.WithTransport(g), remote.WithAuth(auth), remote.WithUserAgent("berth-gateway"), remote.WithContext(ctx),
		remote.WithRetryBackoff(remote.Backoff{Steps: 1}), remote.WithRetryStatusCodes())
	if err != nil {
		return facts, err
	}
	if q.counted || q.known != "" {
		d, err := puller.Head(ctx, q.ref)
		if err == nil {
			if x, ok := a.kept.Peek(q.key(q.ref.Context().Digest(d.Digest.String()))); ok && x.fault == nil && a.cfg.Now().Before(x.until) {
				return x.facts, nil
			}
		} else if q.counted {
			return facts, err
		}
	}
	if q.counted && !count() {
		return facts, errNoLook
	}
	return read(ctx, puller, q)
}

// read reads what an image is.
func read(ctx context.Context, puller *remote.Puller, q question) (facts image.Facts, err error) {
	d, err := puller.Get(ctx, q.ref)
	if err != nil {
		return facts, err
	}
	facts.Digest = d.Digest.String()
	var img v1.Image
	switch {
	case d.MediaType.IsIndex():
		index, err := d.ImageIndex()
		if err != nil {
			return facts, err
		}
		list, err := index.IndexManifest()
		if err != nil {
			return facts, err
		}
		child, err := choose(list, q.platforms)
		if err != nil {
			return facts, err
		}
		facts.Platforms = platformsOf(list)
		if img, err = index.Image(child); err != nil {
			return facts, err
		}
	case d.MediaType.IsSchema1():
		return facts, remote.ErrSchema1
	default:
		if img, err = d.Image(); err != nil {
			return facts, err
		}
	}
	m, err := img.Manifest()
	if err != nil {
		return facts, err
	}
	if !configured(m) {
		return facts, errNoImage
	}
	raw, err := img.RawConfigFile()
	if err != nil {
		return facts, err
	}
	weigh(&facts, m)
	platform, err := describe(&facts, raw)
	if err != nil {
		return facts, err
	}
	if platform == "" {
		return facts, nil // it does not say for which machines it is, and is run by any
	}
	if facts.Platforms == nil {
		facts.Platforms = []string{platform}
	}
	if len(q.platforms) > 0 && !slices.Contains(q.platforms, platform) {
		return facts, platformError{facts.Platforms}
	}
	return facts, nil
}

// configured reports whether a manifest is that of an image: others have a configuration of another kind, or none.
func configured(m *v1.Manifest) bool {
	switch m.Config.MediaType {
	case types.DockerConfigJSON, types.OCIConfigJSON, "application/octet-stream", "": // the last two are old pushers'
		return m.Config.Digest.Hex != "" && len(m.Layers) > 0
	}
	return false
}

// blame says what an error is about. Nothing that a registry wrote gets any further: it may be anybody's, and may repeat a token.
func blame(err error, g *guard) *image.Fault {
	if wait := g.limited.Load(); wait > 0 {
		d := time.Duration(wait) * time.Second
		if wait == 1 {
			d = usualWait
		}
		return &image.Fault{Why: image.Limited, Wait: min(max(d, leastWait), mostWait)}
	}
	var other platformError
	var said *transport.Error
	switch {
	case errors.As(err, &other):
		return &image.Fault{Why: image.NoPlatform, Has: other.has}
	case errors.Is(err, errNoLook):
		return &image.Fault{Why: image.Unasked}
	case errors.Is(err, errNoImage):
		return &image.Fault{Why: image.NoImage}
	case errors.Is(err, remote.ErrSchema1):
		return &image.Fault{Why: image.Outdated}
	case errors.As(err, &said):
		return &image.Fault{Why: refusal(said, g.secret)}
	}
	return &image.Fault{Why: image.Unreachable}
}

// refusal is what a registry means by an answer that is none.
func refusal(said *transport.Error, secret bool) image.Why {
	asked := said.Request != nil && strings.Contains(said.Request.URL.Path, "/manifests/")
	password := said.Request != nil && strings.HasPrefix(said.Request.Header.Get("Authorization"), "Basic ")
	switch code := said.StatusCode; {
	case code == http.StatusNotFound && asked:
		return image.Missing
	case code == http.StatusNotFound && said.Request != nil && strings.Contains(said.Request.URL.Path, "/blobs/"):
		return image.NoImage // a part of it is gone
	case code == http.StatusUnauthorized && secret && password, code == http.StatusForbidden && secret && password && !asked:
		return image.BadAccess
	case (code == http.StatusUnauthorized || code == http.StatusForbidden) && secret:
		return image.Withheld
	case code == http.StatusUnauthorized || code == http.StatusForbidden:
		return image.Denied
	}
	return image.Unreachable
}
