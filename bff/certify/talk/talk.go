// Package talk asks for JSON over HTTP, and reads what comes with a bound: what the certifier does with gateways, provers and other
// platforms alike, none of which it trusts.
package talk

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// Request is a request with a body of JSON; nil: with none.
func Request(ctx context.Context, method, to string, body any) (*http.Request, error) {
	var r io.Reader
	if body != nil {
		raw, err := json.Marshal(body)
		if err != nil {
			return nil, err
		}
		r = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(ctx, method, to, r)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Accept", "application/json")
	if body != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	return req, nil
}

// Do gives what is answered, whatever its status; more than so many bytes are an error.
func Do(c *http.Client, req *http.Request, most int64) (status int, body []byte, err error) {
	res, err := c.Do(req)
	if err != nil {
		return 0, nil, err
	}
	defer res.Body.Close()
	body, err = io.ReadAll(io.LimitReader(res.Body, most+1))
	if err == nil && int64(len(body)) > most {
		err = fmt.Errorf("%s: an answer of more than %d bytes", req.URL.Path, most)
	}
	return res.StatusCode, body, err
}

// Rest waits, and gives the context's error where that ends before.
func Rest(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
