//go:build !unix

package gateway

import "errors"

func disk(string) (free, all uint64, err error) { return 0, 0, errors.ErrUnsupported }
