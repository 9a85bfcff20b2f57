// Package metadata reads what a node's metadata URI leads to. The URI is whatever somebody wrote on chain: it is gone to by a
// guarded dialer, over https alone, for a few seconds, for a few kilobytes, a few redirects far, and what comes is shown only
// where it is what package registry says that it may be.
package metadata

import (
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"

	"berth/bff/dossier"
	"berth/shared/registry"
	"berth/shared/wire"
)

// Bounds of a fetch.
const (
	timeout      = 5 * time.Second
	maxBody      = 16 << 10
	maxRedirects = 3
	maxETag      = 200
)

// refusal is an error that says why nothing can be shown.
type refusal wire.Undescribed

func (r refusal) Error() string { return string(r) }

// Why nothing can be shown.
const (
	errIPFS     = refusal(wire.NoIPFS)
	errScheme   = refusal(wire.WrongScheme)
	errForm     = refusal(wire.NoDescription)
	errType     = refusal(wire.WrongType)
	errLong     = refusal(wire.TooLong)
	errAway     = refusal(wire.CannotReach)
	errStatus   = refusal(wire.NotThere)
	errRedirect = refusal(wire.LedAway)
)

// Fetcher reads metadata. It is safe for concurrent use.
type Fetcher struct {
	http    *http.Client
	gateway string // of ipfs; empty: none
}

// New makes a Fetcher over a transport whose dialer is guarded. gateway is the https URL, ending in "/ipfs/", that a CID and
// its path are put behind; empty: ipfs is refused.
func New(transport http.RoundTripper, gateway string) *Fetcher {
	return &Fetcher{&http.Client{
		Transport: transport, Timeout: timeout,
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects || r.URL.Scheme != "https" || r.URL.User != nil {
				return errRedirect
			}
			r.Header.Del("Referer")
			return nil
		},
	}, gateway}
}

// Fetch reads what a URI leads to. last is what came before, or nil: where that is of the same URI and has not changed since,
// it is given again. What cannot be shown says why.
func (f *Fetcher) Fetch(ctx context.Context, uri string, last *dossier.About) dossier.About {
	a := dossier.About{URI: uri, Fetched: time.Now().UTC()}
	if last != nil && last.URI != uri {
		last = nil
	}
	said, etag, why := f.read(ctx, uri, last)
	if why != "" {
		a.Why = wire.Undescribed(why)
		if last != nil && (why == errAway || why == errStatus) {
			a.Said, a.ETag = last.Said, last.ETag // what was there is shown on
		}
		return a
	}
	a.Said, a.ETag = said, etag
	return a
}

func (f *Fetcher) read(ctx context.Context, uri string, last *dossier.About) (said registry.About, etag string, why refusal) {
	scheme, rest, _ := strings.Cut(uri, ":")
	switch strings.ToLower(scheme) {
	case "data":
		said, ok := registry.ReadAbout(uri)
		if !ok {
			return said, "", errForm
		}
		return said, "", ""
	case "https":
	case "ipfs":
		if f.gateway == "" {
			return said, "", errIPFS
		}
		uri = f.gateway + strings.TrimPrefix(rest, "//")
	default:
		return said, "", errScheme
	}
	u, err := url.Parse(uri)
	if err != nil || u.Scheme != "https" || u.Host == "" || u.User != nil {
		return said, "", errScheme
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return said, "", errScheme
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("User-Agent", "berth")
	if last != nil && last.ETag != "" && last.Why == "" {
		r.Header.Set("If-None-Match", last.ETag)
	}
	res, err := f.http.Do(r)
	if errors.Is(err, errRedirect) {
		return said, "", errRedirect
	}
	if err != nil {
		return said, "", errAway // what the network says is nobody's business
	}
	defer res.Body.Close()
	if res.StatusCode == http.StatusNotModified && r.Header.Get("If-None-Match") != "" {
		return last.Said, last.ETag, ""
	}
	if res.StatusCode != http.StatusOK {
		return said, "", errStatus
	}
	if t, _, err := mime.ParseMediaType(res.Header.Get("Content-Type")); err != nil || t != "application/json" && !strings.HasSuffix(t, "+json") {
		return said, "", errType
	}
	body, err := io.ReadAll(io.LimitReader(res.Body, maxBody+1))
	switch {
	case err != nil:
		return said, "", errAway
	case len(body) > maxBody:
		return said, "", errLong
	}
	said, ok := registry.ParseAbout(body)
	if !ok {
		return said, "", errForm
	}
	if etag = res.Header.Get("ETag"); len(etag) > maxETag {
		etag = ""
	}
	return said, etag, ""
}
