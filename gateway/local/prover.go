package local

import (
	"net/http"

	"berth/shared/server/capacity"
)

// prover is berth/prover: what a platform deploys on a node that it measures.
func prover(s settings) (http.Handler, error) { return capacity.NewProver(s.Disk), nil }
