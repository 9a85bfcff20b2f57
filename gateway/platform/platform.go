// Package platform asks a platform what it tells anyone: which contracts it is for, which nodes there are, and what they charge.
// Its word is a start and nothing more: what counts is read from the chain. A Platform is safe for concurrent use.
package platform

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"berth/shared/eth"
	"berth/shared/wire"
)

// Bounds of what a platform is asked for.
const (
	maxAnswer = 8 << 20 // bytes
	pageSize  = 100
	maxPages  = 10
	askTime   = 15 * time.Second // for all of one question
)

// Platform is one that can be asked.
type Platform struct {
	base string
	http *http.Client
}

// New makes one by its base URL, such as https://app.example.org. Where that leads is the operator's to say, and nobody else's: an
// answer that leads to another place is not followed.
func New(base string) *Platform {
	return &Platform{base: strings.TrimRight(base, "/"), http: &http.Client{Timeout: askTime, CheckRedirect: stay}}
}

// maxRedirects is how often an answer may lead on.
const maxRedirects = 3

// stay lets an answer lead to where the question went, and nowhere else.
func stay(next *http.Request, before []*http.Request) error {
	if first := before[0].URL; next.URL.Host != first.Host || next.URL.Scheme != first.Scheme || len(before) > maxRedirects {
		return http.ErrUseLastResponse
	}
	return nil
}

// Base is its URL, without a slash at its end.
func (p *Platform) Base() string { return p.base }

// Check reports what is wrong with a base URL.
func Check(base string) error {
	u, err := url.Parse(base)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return errors.New("must be the base URL of a platform, such as https://app.example.org")
	}
	return nil
}

// statusError is an answer that is not what was asked for.
type statusError struct{ code int }

func (s *statusError) Error() string { return fmt.Sprintf("the platform answers %d", s.code) }

// IsUnknown reports whether an error is the platform's answer that there is no such thing.
func IsUnknown(err error) bool {
	var s *statusError
	return errors.As(err, &s) && s.code == http.StatusNotFound
}

// ask gets JSON.
func (p *Platform) ask(ctx context.Context, path string, into any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, p.base+path, nil)
	if err != nil {
		return err
	}
	resp, err := p.http.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, maxAnswer))
	switch {
	case err != nil:
		return err
	case resp.StatusCode != http.StatusOK:
		return &statusError{resp.StatusCode}
	}
	return json.Unmarshal(raw, into)
}

// Info is what it says of itself.
func (p *Platform) Info(ctx context.Context) (info wire.Info, err error) {
	err = p.ask(ctx, "/api/info", &info)
	return info, err
}

// Contracts are those that its site was built for.
func (p *Platform) Contracts(ctx context.Context) (c wire.Contracts, err error) {
	err = p.ask(ctx, "/contracts.json", &c)
	return c, err
}

// Node is what it knows of one.
func (p *Platform) Node(ctx context.Context, node eth.Address) (n wire.Node, err error) {
	err = p.ask(ctx, "/api/nodes/"+node.String(), &n)
	return n, err
}

// Certification is what it has found out about a node; IsUnknown's error: it certifies none, or does not know it.
func (p *Platform) Certification(ctx context.Context, node eth.Address) (c wire.Certification, err error) {
	err = p.ask(ctx, "/api/nodes/"+node.String()+"/certification", &c)
	return c, err
}

// Nodes are those of its list, the first thousand; more reports whether there are others.
func (p *Platform) Nodes(ctx context.Context) (all []wire.Node, more bool, err error) {
	ctx, cancel := context.WithTimeout(ctx, askTime)
	defer cancel()
	cursor := ""
	for range maxPages {
		q := url.Values{"limit": {strconv.Itoa(pageSize)}}
		if cursor != "" {
			q.Set("cursor", cursor)
		}
		var page wire.NodeList
		if err := p.ask(ctx, "/api/nodes?"+q.Encode(), &page); err != nil {
			return nil, false, err
		}
		all = append(all, page.Items...)
		if cursor = page.Next; cursor == "" {
			return all, false, nil
		}
	}
	return all, true, nil
}
