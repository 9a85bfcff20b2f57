// Package routetest walks the routes of an HTTP interface and holds each to what all have in common: errors are problem documents
// with the request's id, a method that a path is not served by is a 405 with Allow, OPTIONS tells the methods, and a path that is
// none is a 404. What a route does is the business of other tests.
package routetest

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"berth/shared/problem"
)

// Interface is one that is walked.
type Interface struct {
	Routes  []string                                             // each as "GET /path/{name}"
	Named   *strings.Replacer                                    // gives what is in braces a value
	Endless func(route string) bool                              // is not asked, since its answer does not end; nil: none is
	ID      string                                               // header with the request's id
	Ask     func(method, target string) (*http.Response, string) // with the answer's body, read and closed
}

// methods are all that are tried.
var methods = []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"}

// Walk asks for each route by each method, and for each of nowhere, which are paths without a route.
func (i Interface) Walk(t *testing.T, nowhere ...string) {
	t.Helper()
	paths := map[string][]string{}
	for _, r := range i.Routes {
		method, path, _ := strings.Cut(r, " ")
		if paths[path] = append(paths[path], method); method == http.MethodGet {
			paths[path] = append(paths[path], http.MethodHead)
		}
	}
	for path, served := range paths {
		for _, m := range methods {
			i.walk(t, m, path, served)
		}
	}
	for _, target := range nowhere {
		for _, m := range []string{"GET", "POST", "OPTIONS"} {
			res, body := i.Ask(m, target)
			if res.StatusCode != http.StatusNotFound || res.Header.Get("Allow") != "" {
				t.Errorf("%s %s: %d, allowed are %q", m, target, res.StatusCode, res.Header.Get("Allow"))
			}
			i.problem(t, m+" "+target, res, body)
		}
	}
}

func (i Interface) walk(t *testing.T, method, path string, served []string) {
	t.Helper()
	route, is := method+" "+path, slices.Contains(served, method)
	if is && i.Endless != nil && i.Endless(route) {
		return
	}
	res, body := i.Ask(method, i.Named.Replace(path))
	if method == http.MethodHead && body != "" {
		t.Errorf("%s has a body: %q", route, body)
	}
	switch {
	case is:
		if method != http.MethodHead && res.StatusCode >= 400 {
			i.problem(t, route, res, body)
		}
		if res.StatusCode == http.StatusMethodNotAllowed {
			t.Errorf("%s: %d %s", route, res.StatusCode, body)
		}
		return
	case method == http.MethodOptions:
		if res.StatusCode != http.StatusNoContent || body != "" {
			t.Errorf("%s: %d %s", route, res.StatusCode, body)
		}
	default:
		if res.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", route, res.StatusCode)
		}
		if method != http.MethodHead {
			i.problem(t, route, res, body)
		}
	}
	allowed := strings.Split(res.Header.Get("Allow"), ", ")
	want := append(slices.Clone(served), http.MethodOptions)
	slices.Sort(allowed)
	slices.Sort(want)
	if !slices.Equal(allowed, want) {
		t.Errorf("%s: allowed are %v, want %v", route, allowed, want)
	}
}

func (i Interface) problem(t *testing.T, what string, res *http.Response, body string) {
	t.Helper()
	Problem(t, what, i.ID, res, body)
}

// Problem checks that an answer is a problem document, as every error is; id is the header with the request's id.
func Problem(t *testing.T, what, id string, res *http.Response, body string) {
	t.Helper()
	var p problem.Problem
	switch err := json.Unmarshal([]byte(body), &p); {
	case res.Header.Get("Content-Type") != problem.ContentType:
		t.Errorf("%s: %d is %q", what, res.StatusCode, res.Header.Get("Content-Type"))
	case err != nil:
		t.Errorf("%s: %v", what, err)
	case p.Status != res.StatusCode || p.Code == "" || p.Title == "" || p.Request == "" || p.Request != res.Header.Get(id):
		t.Errorf("%s: %d, %+v, request %q", what, res.StatusCode, p, res.Header.Get(id))
	}
}

// Fetch asks a server, which is to be closed by who started it.
func Fetch(t *testing.T, s *httptest.Server, method, target string, change func(*http.Request)) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, s.URL+target, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	change(r)
	res, err := s.Client().Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res, string(body)
}
