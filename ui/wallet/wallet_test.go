package wallet

import (
	"context"
	"errors"
	"testing"

	"berth/shared/problem"
	"berth/ui/api"
	"berth/ui/js"
)

func TestExplain(t *testing.T) {
	for _, c := range []struct {
		in   js.Error
		want problem.Code
	}{
		{js.Error{Code: 4001, Message: "User denied transaction signature."}, Declined},
		{js.Error{Message: "User rejected the request."}, Declined},
		{js.Error{Code: 4100}, Locked},
		{js.Error{Code: 4200}, Unsupported},
		{js.Error{Code: -32601, Message: "the method eth_x does not exist"}, Unsupported},
		{js.Error{Code: 4902}, WrongChain},
		{js.Error{Code: -32603, Message: "Unrecognized chain ID"}, WrongChain},
		{js.Error{Code: -32603, Data: `{"originalError":{"code":4902}}`}, WrongChain},
		{js.Error{Code: -32002}, Pending},
		{js.Error{Code: 4900}, Away},
		{js.Error{Code: 4900, Data: `"session-ended"`}, Ended},
		{js.Error{Code: -32000, Message: "insufficient funds for gas * price + value"}, NoFunds},
		{js.Error{Code: 3, Message: "execution reverted", Data: `"0x08c379a0"`}, api.Reverted},
		{js.Error{Code: -32603, Message: "odd"}, Failed},
	} {
		var p *problem.Problem
		if err := explain("eth_x", &c.in); !errors.As(err, &p) || p.Code != c.want {
			t.Errorf("%+v: got %v, want %s", c.in, err, c.want)
		}
	}
}

func TestAbsent(t *testing.T) {
	var p *problem.Problem
	if _, err := (Provider{}).Connect(context.Background()); !errors.As(err, &p) || p.Code != Absent {
		t.Errorf("got %v, want %s", err, Absent)
	}
}
