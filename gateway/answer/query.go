package answer

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"berth/shared/problem"
)

// Number is a query parameter that counts something, and what it is where it is left out.
func Number(r *http.Request, name string, absent, least, most uint64) (uint64, error) {
	s := r.URL.Query().Get(name)
	if s == "" {
		return absent, nil
	}
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || n < least || n > most {
		return 0, problem.Field(name, "a number from %d to %d", least, most)
	}
	return n, nil
}

// Moment is a query parameter that is a time; the zero one where it is left out.
func Moment(r *http.Request, name string) (time.Time, error) {
	s := r.URL.Query().Get(name)
	if s == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		return t, problem.Field(name, "a time such as 2026-01-31T15:04:05Z")
	}
	return t, nil
}

// Span reads for how long back the use of an order's services is asked: an hour, where nothing is said, or a day.
func Span(r *http.Request) (time.Duration, error) {
	switch r.URL.Query().Get("span") {
	case "", "hour":
		return time.Hour, nil
	case "day":
		return 24 * time.Hour, nil
	}
	return 0, problem.Field("span", "hour or day")
}

// Bearer is the token in a request's header; empty if there is none.
func Bearer(r *http.Request) string {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "bearer") {
		return ""
	}
	return strings.TrimSpace(token)
}
