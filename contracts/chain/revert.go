package chain

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/common/hexutil"
	"github.com/ethereum/go-ethereum/rpc"

	"berth/contracts/bind"
	"berth/shared/eth"
	"berth/shared/resource"
)

// RevertError is a contract's refusal. It is meant to be shown to people: Error is a plain English sentence.
type RevertError struct {
	Name string            // of the custom error, as "Market_LiveOrder"; "Error" or "Panic" for Solidity's own; "" if unknown
	Args map[string]string // by name; addresses and bytes in hex, numbers in decimal digits, structs as "free.cpuMilli"
	Data eth.Bytes         // as the contract gave it
}

func (e *RevertError) Error() string {
	t, ok := messages[e.Name]
	if !ok {
		switch {
		case e.Name != "":
			t = "the contract refused: " + e.Name
		case len(e.Data) > 0:
			t = "the contract refused with an error that is not known here: " + e.Data.String()
		default:
			t = "the contract refused without a reason"
		}
	}
	pairs := make([]string, 0, 2*len(e.Args))
	for k, v := range e.Args {
		pairs = append(pairs, "{"+k+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(t)
}

// What each custom error says to people.
var messages = map[string]string{
	"Error": "the contract refused: {message}",
	"Panic": "the contract stopped with the code {code}",

	"Market_NotUser":                "order {id} belongs to {user}; {caller} cannot change it",
	"Market_NotNode":                "only the node {node} or its operator can do this, not {caller}",
	"Market_NotParty":               "{caller} is neither the user nor the node of order {id}",
	"Market_WrongState":             "order {id} is {state}, and this cannot be done with it now",
	"Market_WrongUser":              "the quote is for {user}, not for {caller}",
	"Market_LiveOrder":              "you already have an order with this node, number {id}: extend, replace or cancel it",
	"Market_QuoteExpired":           "the quote was good until {validUntil} and it is {nowAt} now: ask the node again",
	"Market_QuoteUsed":              "quote {nonce} of the node {node} to {user} has been used or withdrawn, or a later one was used: ask the node again",
	"Market_QuoteVoid":              "the quote is of the epoch {quoted} of the node {node}, which has {epoch} now: ask the node again",
	"Market_BadSignature":           "the quote is not signed by the node {node} or its operator, but by {signer}",
	"Market_DurationOutOfRange":     "the duration of {duration} s is not within {min} s and {max} s",
	"Market_ProbationTooLong":       "the quote's probation of {probation} s is longer than the {limit} s that are allowed",
	"Market_ZeroRate":               "the quote's rate is so small that nothing would be paid",
	"Market_OutOfRange":             "the quote says {value} where an order can say {limit} at most",
	"Market_NotFirstOrder":          "the quote has a probation, and {user} has had an order with the node {node}: ask the node again",
	"Market_StakeTooSmall":          "the quote's probation needs a stake of {minStake} token units, and {free} of {user}'s are free and old enough: ask the node again",
	"Market_BadReferrer":            "the quote gives a referrer {share} basis points, {limit} at most are allowed, and somebody must get them",
	"Market_CommitmentTooLarge":     "what is left of the commitment is worth {needed} seconds of the new order, which has {duration}: take it for longer",
	"Market_DifferentToken":         "the order is paid in {token}, the quote in {quoted}",
	"Market_UnknownToken":           "the market does not take the token {token}",
	"Market_BadToken":               "the token {token} cannot be listed: it has no code, or is listed already, or there are too many",
	"Market_Only":                   "only {only} can do this, not {caller}",
	"Market_NotAgent":               "{agent} may act for {user} until {until}, and not for longer",
	"Market_OverBudget":             "{wanted} token units are wanted, and the agent may pay {left} more",
	"Market_EndInPast":              "the end {end} is past, it is {nowAt} now",
	"Market_LengthMismatch":         "the lists differ in length",
	"Market_BadParameter":           "the market cannot be built so: parameter {what}",
	"Market_ActivationWindowOpen":   "the node may still activate order {id} until {until}",
	"Market_ActivationWindowPassed": "order {id} could be activated until {until}, and that is over",
	"Market_OrderOver":              "the time of order {id} was up at {endedAt}",
	"Market_NothingOwed":            "nothing is owed to {account} in {token}",
	"Market_ZeroAddress":            "the address is zero",
	"Market_BadRecipient":           "{to} cannot be paid out to",
	"Market_FeeOnTransfer":          "the token took a fee: {got} arrived of {wanted}",
	"Market_DifferentNode":          "the order is with the node {node}, the quote is of {quoted}",

	"Registry_NotRegistered":   "the node {node} is not registered",
	"Registry_Paused":          "the node {node} takes no new orders now",
	"Registry_OnlyMarket":      "only the market can do this, not {caller}",
	"Registry_BelowReserved":   "the totals are less than what is reserved: CPU {total.cpuMilli} of {reserved.cpuMilli} m, memory {total.memoryMiB} of {reserved.memoryMiB} MiB, disk {total.diskMiB} of {reserved.diskMiB} MiB, traffic {total.trafficMiB} of {reserved.trafficMiB} MiB, GPUs {total.gpu} of {reserved.gpu}",
	"Registry_OutOfCapacity":   "the node has not that much free: CPU {wanted.cpuMilli} of {free.cpuMilli} m, memory {wanted.memoryMiB} of {free.memoryMiB} MiB, disk {wanted.diskMiB} of {free.diskMiB} MiB, traffic {wanted.trafficMiB} of {free.trafficMiB} MiB, GPUs {wanted.gpu} {wanted.gpuModel} of {free.gpu} {free.gpuModel}",
	"Registry_EmptyEndpoint":   "the endpoint is empty",
	"Registry_EndpointTooLong": "the endpoint has {length} bytes, {limit} are allowed",
	"Registry_MetadataTooLong": "the metadata URI has {length} bytes, {limit} are allowed",
	"Registry_GpuModel":        "GPUs need a model, and a model needs GPUs",
	"Registry_ZeroAddress":     "the address is zero",
	"Registry_TooLarge":        "an order cannot say {trafficMiB} MiB of traffic or {gpu} GPUs",
	"Registry_LiveOrders":      "the node {node} has {live} orders that hold a part of it",
	"Staking_PoolMissing":      "the staking pool has {balance} token units of {pool}",
	"Staking_BadRate":          "{perMille} thousandths of what is settled would be minted, {limit} at most",
	"Staking_ZeroAmount":       "there is nothing to stake, take back or claim",
	"Staking_BadRecipient":     "{to} cannot be paid out to",
	"Staking_NotEnough":        "{wanted} token units are wanted, {free} are staked and not held for a probation",
	"Staking_OnlyMarket":       "only the market can do this, not {caller}",
	"Staking_AlreadyHeld":      "a stake is held for order {id} already",
	"Staking_BadParameter":     "the staking contract cannot be built so: parameter {what}",
	"Staking_Principal":        "{wanted} token units are wanted, and only {free} are there beyond the stakes",

	"DemoDollar_NotMinter":             "only the minter makes play money, not {caller}",
	"Token_GenesisMismatch":            "the genesis has {holders} holders and {amounts} amounts",
	"SafeERC20FailedOperation":         "the token {token} did not do what it was asked to",
	"ERC20InsufficientBalance":         "{sender} has {balance} token units, {needed} are needed",
	"ERC20InsufficientAllowance":       "{spender} may take {allowance} token units, {needed} are needed: approve them first",
	"ERC20ExceededCap":                 "there would be {increasedSupply} token units, and {cap} is the cap",
	"ERC2612ExpiredSignature":          "the permit was good until {deadline}",
	"ERC2612InvalidSigner":             "the permit is signed by {signer}, not by {owner}",
	"AccessControlUnauthorizedAccount": "{account} has not the role that this needs",
	"ReentrancyGuardReentrantCall":     "the token called back into the market",
}

var stateNames = [...]string{"not there", "created", "active", "completed", "cancelled", "replaced"}

// errorsBySelector has all custom errors of all contracts.
var errorsBySelector = func() map[[4]byte]abi.Error {
	m := map[[4]byte]abi.Error{}
	for _, parsed := range []*abi.ABI{marketABI, registryABI, tokenABI, stakingABI, parsed(&bind.DemoDollarMetaData)} {
		for _, e := range parsed.Errors {
			m[[4]byte(e.ID[:4])] = e
		}
	}
	return m
}()

// DecodeRevert reads the data that a reverting call gave back.
func DecodeRevert(data []byte) *RevertError {
	r := &RevertError{Data: data, Args: map[string]string{}}
	if len(data) < 4 {
		return r
	}
	sel := [4]byte(data[:4])
	switch sel {
	case [4]byte{0x08, 0xc3, 0x79, 0xa0}: // Error(string)
		if msg, err := abi.UnpackRevert(data); err == nil {
			r.Name, r.Args["message"] = "Error", msg
		}
		return r
	case [4]byte{0x4e, 0x48, 0x7b, 0x71}: // Panic(uint256)
		if len(data) == 36 {
			r.Name, r.Args["code"] = "Panic", hexutil.EncodeBig(toBig(toAmountWord(data[4:])))
		}
		return r
	}
	e, ok := errorsBySelector[sel]
	if !ok {
		return r
	}
	values, err := e.Inputs.Unpack(data[4:])
	if err != nil {
		return r
	}
	r.Name = e.Name
	for i, in := range e.Inputs {
		flatten(r.Args, in.Name, in.Name, reflect.ValueOf(values[i]))
	}
	return r
}

// flatten writes a value, or the members of a struct, in their text forms.
func flatten(args map[string]string, path, name string, v reflect.Value) {
	switch x := v.Interface().(type) {
	case common.Address:
		args[path] = eth.Address(x).String()
	case [12]byte:
		args[path] = resource.ModelFromWord(x)
	case [32]byte:
		args[path] = eth.Hash(x).String()
	case []byte:
		args[path] = eth.Bytes(x).String()
	default:
		switch {
		case v.Kind() == reflect.Struct:
			for i := range v.NumField() {
				f := v.Type().Field(i)
				key := f.Tag.Get("json")
				flatten(args, path+"."+key, key, v.Field(i))
			}
		case name == "state" && v.CanUint() && v.Uint() < uint64(len(stateNames)):
			args[path] = stateNames[v.Uint()]
		default:
			s := fmt.Sprint(x)
			switch name {
			case "until", "endedAt", "validUntil", "nowAt", "deadline", "end":
				s = timeText(s)
			}
			args[path] = s
		}
	}
}

// reverted turns an RPC error with revert data into a *RevertError, and leaves any other as it is.
func reverted(err error) error {
	var de rpc.DataError
	if errors.As(err, &de) {
		if s, ok := de.ErrorData().(string); ok {
			if data, decodeErr := hexutil.Decode(s); decodeErr == nil {
				return DecodeRevert(data)
			}
		}
	}
	// Some nodes give no data for a revert without a reason.
	if err != nil && strings.HasPrefix(err.Error(), "execution reverted") {
		return &RevertError{Args: map[string]string{}}
	}
	return err
}
