package certs

import (
	"net"
	"net/http"
	"net/url"
	"strings"
)

// Plain is what a server says on port 80: it answers the authority's challenges and sends everybody else to https. Port is
// https's, as browsers see it; empty: its own. Hosts that are not the server's are told so.
func (m *Manager) Plain(port string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		host := strings.ToLower(r.Host)
		if h, _, err := net.SplitHostPort(host); err == nil {
			host = h
		}
		host = strings.TrimSuffix(host, ".")
		if strings.HasPrefix(r.URL.Path, challengePath) && m.challenges.answer(w, r, host) {
			return
		}
		if !m.served(host) {
			http.Error(w, "421 this host is not served here", http.StatusMisdirectedRequest)
			return
		}
		to := url.URL{Scheme: "https", Host: host, Path: r.URL.Path, RawPath: r.URL.RawPath, RawQuery: r.URL.RawQuery, ForceQuery: r.URL.ForceQuery}
		if port != "" {
			to.Host = net.JoinHostPort(host, port)
		}
		if !strings.HasPrefix(to.Path, "/") {
			to.Path, to.RawPath = "/", ""
		}
		w.Header().Set("Location", to.String())
		w.WriteHeader(http.StatusPermanentRedirect)
	})
}

// served reports whether a host is the server's.
func (m *Manager) served(host string) bool {
	return host == m.cfg.Host || m.cfg.Below && strings.HasSuffix(host, "."+m.cfg.Host) || m.leaf(host) != nil || m.cfg.Ours(host) == nil
}
