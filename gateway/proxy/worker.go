package proxy

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// A page may leave a service worker in a browser, which from then on answers for the whole host and outlives the
// deployment that it came from. What is asked for as one's script is either the script of what runs now, looked at afresh
// each time, or one that ends the worker: browsers ask again with each visit.

// farewell is a service worker that takes the place of another and ends itself.
const farewell = `self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", event => event.waitUntil(self.registration.unregister()));
`

// forWorker reports whether a browser asks for a service worker's script (Service Workers, "Update").
func forWorker(r *http.Request) bool { return r.Header.Get("Service-Worker") == "script" }

// workerScript makes the answer to a browser that asks for one.
func workerScript(r *http.Response) {
	switch code := r.StatusCode; {
	case code == http.StatusNotModified || code == http.StatusTooManyRequests || code >= 500:
		return // nothing is known
	case code >= 200 && code < 300 && isScript(r.Header.Get("Content-Type")):
		// Otherwise a browser may be told to look only once a day.
		r.Header.Set("Cache-Control", "no-cache")
		r.Header.Del("Expires")
		return
	}
	r.Body.Close()
	r.StatusCode, r.Status = http.StatusOK, ""
	clear(r.Header)
	farewellHeader(r.Header)
	r.Body, r.ContentLength, r.Trailer = io.NopCloser(bytes.NewReader([]byte(farewell))), int64(len(farewell)), nil
}

func farewellHeader(h http.Header) {
	h.Set("Content-Type", "text/javascript")
	h.Set("Content-Length", strconv.Itoa(len(farewell)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
}

// isScript reports whether a browser takes a type for JavaScript.
func isScript(mime string) bool {
	mime, _, _ = strings.Cut(strings.ToLower(mime), ";")
	for _, word := range []string{"javascript", "ecmascript", "jscript", "livescript"} {
		if strings.Contains(mime, word) {
			return true
		}
	}
	return false
}
