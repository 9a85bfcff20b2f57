package rig

import (
	"errors"
	"net/http"
	"testing"
	"time"
)

// Eventually tries until there is no error any more, for at most d, and gives the last one.
func Eventually(d time.Duration, try func() error) error {
	for end := time.Now().Add(d); ; time.Sleep(50 * time.Millisecond) {
		err := try()
		if err == nil || time.Now().After(end) {
			return err
		}
	}
}

// Within is Eventually for what must come true.
func Within(t *testing.T, d time.Duration, what string, try func() error) {
	t.Helper()
	if err := Eventually(d, try); err != nil {
		t.Fatalf("%s: not so after %s: %v", what, d, err)
	}
}

// Ready is nil once a program says at its URL that it is.
func Ready(url string) error {
	res, err := http.Get(url + "/readyz")
	if err != nil {
		return err
	}
	res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return errors.New(res.Status)
	}
	return nil
}
