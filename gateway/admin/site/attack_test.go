package site

import (
	"net/http"
	"strings"
	"testing"

	"berth/shared/attacktest"
)

// TestAttackAdminPages: nobody frames the admin pages, has another script on them, has them speak to another host, or is told
// where they were looked at; whatever is answered says so, errors too.
func TestAttackAdminPages(t *testing.T) {
	a := attacktest.Begin(t, "an admin page is framed, runs another's script, or speaks to another host")
	s, err := New(Config{Files: pages()})
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"/admin", "/admin/orders/7", "/admin/nothing", "/admin/app.js", "/admin/web/app.wasm", "/admin/none.js"} {
		for _, method := range []string{"GET", "HEAD", "POST", "OPTIONS"} {
			r := ask(t, s, path, func(r *http.Request) {
				r.Method = method
				r.Header.Set("Origin", "https://web-7.n1.example")
			})
			h := r.Header
			var wrong []string
			policy := h.Get("Content-Security-Policy") + ";"
			for _, want := range []string{"default-src 'none';", "frame-ancestors 'none';", "base-uri 'none';", "form-action 'none';", "connect-src 'self';", "script-src 'self' 'wasm-unsafe-eval';"} {
				if !strings.Contains(policy, want) {
					wrong = append(wrong, "the policy has no "+want)
				}
			}
			for _, not := range []string{"unsafe-inline", " 'unsafe-eval'", "http", "*"} {
				if strings.Contains(policy, not) {
					wrong = append(wrong, "the policy lets in "+not)
				}
			}
			for name, want := range map[string]string{
				"X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin", "Access-Control-Allow-Origin": "",
			} {
				if got := h.Get(name); got != want {
					wrong = append(wrong, name+" is "+got)
				}
			}
			a.Tried(len(wrong) > 0, "%s %s: %s", method, path, strings.Join(wrong, "; "))
		}
	}
}
