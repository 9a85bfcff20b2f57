package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

const (
	fetchWait = 10 * time.Second
	fetchMost = 64 << 10
)

// fetch asks another service of the order for a page. Only a name without a dot is one: nothing else is ever asked.
func fetch(ctx context.Context, s settings, address string) (status int, body []byte, err error) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" || u.Hostname() == "" || strings.ContainsAny(u.Hostname(), ".:") || u.User != nil || u.Hostname() == "localhost" {
		return 0, nil, errors.New("the address of another service, such as http://store:8080/")
	}
	ctx, cancel := context.WithTimeout(ctx, fetchWait)
	defer cancel()
	client := http.Client{
		Transport:     &http.Transport{DialContext: s.dial, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return 0, nil, err
	}
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	body, err = io.ReadAll(io.LimitReader(resp.Body, fetchMost))
	return resp.StatusCode, body, err
}

// dial connects to another service: over the order's network, or in a container over the container's own.
func (s settings) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if s.Network == "" {
		return (&net.Dialer{}).DialContext(ctx, network, address)
	}
	name, number, err := net.SplitHostPort(address)
	if err != nil {
		return nil, err
	}
	port, err := strconv.Atoi(number)
	if err != nil {
		return nil, err
	}
	return dialNetwork(ctx, s.Network, name, port)
}

// fetched answers with what another service answered.
func fetched(s settings) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		status, body, err := fetch(r.Context(), s, r.FormValue("url"))
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			fmt.Fprintln(w, err)
			return
		}
		fmt.Fprintf(w, "%d\n", status)
		_, _ = w.Write(body)
	}
}
