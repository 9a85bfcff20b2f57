package chain

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/ethereum/go-ethereum"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/ethclient"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/chain/logs"
)

// endpoint is go-ethereum's client, but for logs: those are read by berth/contracts/chain/logs, and over HTTP while they come.
type endpoint struct {
	*ethclient.Client
	url  string // empty: not over HTTP
	http *http.Client
}

var _ Backend = (*endpoint)(nil)

func newEndpoint(at string, r *rpc.Client, h *http.Client) *endpoint {
	e := &endpoint{Client: ethclient.NewClient(r), http: h}
	if scheme, _, _ := strings.Cut(at, "://"); strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https") {
		e.url = at
	}
	return e
}

// filter is eth_getLogs' parameter, of blocks by their numbers.
type filter struct {
	Address   []common.Address `json:"address,omitempty"`
	Topics    [][]common.Hash  `json:"topics,omitempty"`
	FromBlock *hexutil.Big     `json:"fromBlock"`
	ToBlock   *hexutil.Big     `json:"toBlock"`
}

// FilterLogs implements Backend. Of queries there are those that Logs makes; all others are go-ethereum's.
func (e *endpoint) FilterLogs(ctx context.Context, q ethereum.FilterQuery) ([]types.Log, error) {
	if q.BlockHash != nil || q.FromBlock == nil || q.ToBlock == nil || q.FromBlock.Sign() < 0 || q.ToBlock.Sign() < 0 {
		return e.Client.FilterLogs(ctx, q)
	}
	f := filter{q.Addresses, q.Topics, (*hexutil.Big)(q.FromBlock), (*hexutil.Big)(q.ToBlock)}
	if e.url == "" {
		var found list
		err := e.Client.Client().CallContext(ctx, &found, "eth_getLogs", f)
		return found, err
	}
	return e.post(ctx, f)
}

// list is the result of a call by go-ethereum's client.
type list []types.Log

// UnmarshalJSON implements json.Unmarshaler.
func (l *list) UnmarshalJSON(b []byte) (err error) {
	*l, err = logs.List(b)
	return err
}

// mostSaid is how much of an answer that is no success is read.
const mostSaid = 1 << 10

// post asks over HTTP.
func (e *endpoint) post(ctx context.Context, f filter) (found []types.Log, err error) {
	body, err := json.Marshal(struct {
		Version string    `json:"jsonrpc"`
		ID      int       `json:"id"`
		Method  string    `json:"method"` // before what is long: berth/shared/server/span looks for it in the first bytes
		Params  [1]filter `json:"params"`
	}{"2.0", 1, "eth_getLogs", [1]filter{f}})
	if err != nil {
		return nil, err
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, e.url, bytes.NewReader(body))
	if err != nil {
		return nil, errors.New("the endpoint's URL cannot be used") // it may have a secret in it
	}
	r.Header.Set("Accept", "application/json")
	r.Header.Set("Content-Type", "application/json")
	resp, err := e.http.Do(r)
	if err != nil {
		var named *url.Error
		if errors.As(err, &named) {
			err = named.Err // without the URL
		}
		return nil, err
	}
	defer func() { err = errors.Join(err, resp.Body.Close()) }()
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		said, err := io.ReadAll(io.LimitReader(resp.Body, mostSaid))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", resp.Status, err)
		}
		return nil, rpc.HTTPError{StatusCode: resp.StatusCode, Status: resp.Status, Body: said}
	}
	return logs.Answer(resp.Body)
}
