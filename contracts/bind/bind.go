// Code generated via abigen V2 - DO NOT EDIT.
// This file is a generated binding and any manual changes will be lost.

package bind

import (
	"bytes"
	"errors"
	"math/big"

	"github.com/ethereum/go-ethereum/accounts/abi"
	"github.com/ethereum/go-ethereum/accounts/abi/bind/v2"
	"github.com/ethereum/go-ethereum/common"
	"github.com/ethereum/go-ethereum/core/types"
)

// Reference imports to suppress errors if they are not otherwise used.
var (
	_ = bytes.Equal
	_ = errors.New
	_ = big.NewInt
	_ = common.Big1
	_ = types.BloomLookup
	_ = abi.ConvertType
)

// IMarketTypesEnding is an auto generated low-level Go binding around an user-defined struct.
type IMarketTypesEnding struct {
	Paid          *big.Int
	Refunded      *big.Int
	Committed     *big.Int
	Forfeited     *big.Int
	SecondsServed uint64
}

// IMarketTypesOrder is an auto generated low-level Go binding around an user-defined struct.
type IMarketTypesOrder struct {
	User           common.Address
	Node           common.Address
	Token          common.Address
	Rate           *big.Int
	Resources      Resources
	State          uint8
	Since          *big.Int
	Duration       uint32
	MaxDuration    uint32
	Committed      uint32
	Notice         uint32
	Probation      uint32
	SettledSeconds uint32
	StakeHeld      bool
	Referrer       common.Address
	ReferrerShare  uint16
	AnnouncedAt    *big.Int
	AnnouncedEnd   *big.Int
}

// IMarketTypesQuote is an auto generated low-level Go binding around an user-defined struct.
type IMarketTypesQuote struct {
	Node          common.Address
	User          common.Address
	Token         common.Address
	Resources     Resources
	Rate          *big.Int
	MinDuration   uint32
	MaxDuration   uint32
	Committed     uint32
	Notice        uint32
	Probation     uint32
	MinStake      *big.Int
	Referrer      common.Address
	ReferrerShare uint16
	Features      uint16
	Epoch         uint32
	ValidUntil    *big.Int
	Nonce         uint64
}

// IRegistryNode is an auto generated low-level Go binding around an user-defined struct.
type IRegistryNode struct {
	Operator     common.Address
	MinStake     *big.Int
	Total        Resources
	Reserved     Resources
	Paused       bool
	RegisteredAt *big.Int
	Live         *big.Int
	Epoch        uint32
	Endpoint     string
	MetadataURI  string
}

// IStakingPosition is an auto generated low-level Go binding around an user-defined struct.
type IStakingPosition struct {
	Amount   *big.Int
	Counting *big.Int
	Held     *big.Int
	Since    *big.Int
	Earned   *big.Int
}

// MarketStateConfig is an auto generated low-level Go binding around an user-defined struct.
type MarketStateConfig struct {
	NativeToken      common.Address
	Registry         common.Address
	Staking          common.Address
	Permit2          common.Address
	Lister           common.Address
	ActivationWindow uint32
	FeeBps           uint16
	MaxReferrerShare uint16
	Tokens           []common.Address
}

// Resources is an auto generated low-level Go binding around an user-defined struct.
type Resources struct {
	CpuMilli   uint32
	MemoryMiB  uint32
	DiskMiB    uint32
	TrafficMiB *big.Int
	Gpu        uint16
	GpuModel   [12]byte
}

// DemoDollarMetaData contains all meta data concerning the DemoDollar contract.
var DemoDollarMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"DemoDollar_NotMinter\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ECDSAInvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"ECDSAInvalidSignatureLength\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"ECDSAInvalidSignatureS\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"allowance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientAllowance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSpender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"ERC2612ExpiredSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC2612InvalidSigner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"currentNonce\",\"type\":\"uint256\"}],\"name\":\"InvalidAccountNonce\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"DOMAIN_SEPARATOR\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"allowance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"pure\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"mint\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"minter\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"nonces\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"permit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSupply\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "3356eebd43dfe9755a1fcf73139d31da4f",
	Bin: "0x6101806040523461047a5760405161001860408261047e565b60188152602081017f44656d6f205553442028776f727468206e6f7468696e6729000000000000000081526040519061005260408361047e565b601882527f44656d6f205553442028776f727468206e6f7468696e6729000000000000000060208301526040519261008b60408561047e565b6004845263191554d160e21b6020850152604051936100ab60408661047e565b60018552603160f81b60208601908152845190946001600160401b0382116103755760035490600182811c92168015610470575b60208310146103575781601f8493116103fa575b50602090601f8311600114610394575f92610389575b50508160011b915f199060031b1c1916176003555b8051906001600160401b0382116103755760045490600182811c9216801561036b575b60208310146103575781601f8493116102e1575b50602090601f831160011461027b575f92610270575b50508160011b915f199060031b1c1916176004555b610189816104a1565b61012052610196846104a1565b61014052519020918260e05251902080610100524660a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526101ff60c08261047e565b5190206080523060c0523361016052604051610c2b908161050d8239608051816109a6015260a05181610a63015260c05181610977015260e051816109f501526101005181610a1b015261012051816103a7015261014051816103d001526101605181818161051d01526107610152f35b015190505f8061016b565b60045f9081528281209350601f198516905b8181106102c957509084600195949392106102b1575b505050811b01600455610180565b01515f1960f88460031b161c191690555f80806102a3565b9293602060018192878601518155019501930161028d565b828111156101555760045f52909150601f830160051c7f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b6020851061034f575b849392601f0160051c82900391015f5b82811061033f575050610155565b5f81830155859450600101610331565b5f9150610321565b634e487b7160e01b5f52602260045260245ffd5b91607f1691610141565b634e487b7160e01b5f52604160045260245ffd5b015190505f80610109565b60035f9081528281209350601f198516905b8181106103e257509084600195949392106103ca575b505050811b0160035561011e565b01515f1960f88460031b161c191690555f80806103bc565b929360206001819287860151815501950193016103a6565b828111156100f35760035f52909150601f830160051c7fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b60208510610468575b849392601f0160051c82900391015f5b8281106104585750506100f3565b5f8183015585945060010161044a565b5f915061043a565b91607f16916100df565b5f80fd5b601f909101601f19168101906001600160401b0382119082101761037557604052565b601f8151116104cc5760208151910151602082106104bd571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816306fdde0314610785575080630754617214610742578063095ea7b31461071c57806318160ddd146106ff57806323b872dd1461061a578063313ce567146105ff5780633644e515146105dd57806340c10f19146104f657806370a08231146104bf5780637ecebe001461048757806384b0196e1461038f57806395d89b4114610283578063a9059cbb14610252578063d505accf146101195763dd62ed3e146100c1575f80fd5b34610115576040366003190112610115576100da610861565b6001600160a01b036100ea610877565b91165f5260016020526001600160a01b0360405f2091165f52602052602060405f2054604051908152f35b5f80fd5b346101155760e036600319011261011557610132610861565b61013a610877565b604435906064359260843560ff811681036101155784421161023f5761021361020a6001600160a01b039283851697885f52600760205260405f20908154916001830190556040519060208201927f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c984528b6040840152878a1660608401528a608084015260a083015260c082015260c081526101d860e08261088d565b5190206101e361096d565b906040519161190160f01b83526002830152602282015260c43591604260a4359220610b2a565b90929192610bb7565b1684810361022857506102269350610a89565b005b84906325c0072360e11b5f5260045260245260445ffd5b8463313c898160e11b5f5260045260245ffd5b346101155760403660031901126101155761027861026e610861565b60243590336108c3565b602060405160018152f35b34610115575f366003190112610115576040515f6004548060011c90600181168015610385575b6020831081146103715782855290811561034d57506001146102ef575b6102eb836102d78185038261088d565b60405191829160208352602083019061083d565b0390f35b91905060045f527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b915f905b808210610333575090915081016020016102d76102c7565b91926001816020925483858801015201910190929161031b565b60ff191660208086019190915291151560051b840190910191506102d790506102c7565b634e487b7160e01b5f52602260045260245ffd5b91607f16916102aa565b34610115575f3660031901126101155761042b6103cb7f0000000000000000000000000000000000000000000000000000000000000000610aec565b6103f47f0000000000000000000000000000000000000000000000000000000000000000610aec565b602061043960405192610407838561088d565b5f84525f368137604051958695600f60f81b875260e08588015260e087019061083d565b90858203604087015261083d565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b82811061047057505050500390f35b835185528695509381019392810192600101610461565b34610115576020366003190112610115576001600160a01b036104a8610861565b165f526007602052602060405f2054604051908152f35b34610115576020366003190112610115576001600160a01b036104e0610861565b165f525f602052602060405f2054604051908152f35b346101155760403660031901126101155761050f610861565b602435906001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633036105ca576001600160a01b03169081156105b757600254908082018092116105a35760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a3005b634e487b7160e01b5f52601160045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b6311c701c160e31b5f523360045260245ffd5b34610115575f3660031901126101155760206105f761096d565b604051908152f35b34610115575f36600319011261011557602060405160068152f35b3461011557606036600319011261011557610633610861565b61063b610877565b604435906001600160a01b03831692835f52600160205260405f206001600160a01b0333165f5260205260405f20545f19811061067e575b5061027893506108c3565b8381106106e45784156106d15733156106be57610278945f52600160205260405f206001600160a01b0333165f526020528360405f209103905584610673565b634a1406b160e11b5f525f60045260245ffd5b63e602df0560e01b5f525f60045260245ffd5b8390637dc7a0d960e11b5f523360045260245260445260645ffd5b34610115575f366003190112610115576020600254604051908152f35b3461011557604036600319011261011557610278610738610861565b6024359033610a89565b34610115575f3660031901126101155760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610115575f366003190112610115575f6003548060011c90600181168015610833575b6020831081146103715782855290811561034d57506001146107d5576102eb836102d78185038261088d565b91905060035f527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b915f905b808210610819575090915081016020016102d76102c7565b919260018160209254838588010152019101909291610801565b91607f16916107a9565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b600435906001600160a01b038216820361011557565b602435906001600160a01b038216820361011557565b90601f8019910116810190811067ffffffffffffffff8211176108af57604052565b634e487b7160e01b5f52604160045260245ffd5b6001600160a01b031690811561095a576001600160a01b03169182156105b757815f525f60205260405f205481811061094157817fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef92602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b8263391434e360e21b5f5260045260245260445260645ffd5b634b637e8f60e11b5f525f60045260245ffd5b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016301480610a60575b156109c8577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152610a5a60c08261088d565b51902090565b507f0000000000000000000000000000000000000000000000000000000000000000461461099f565b6001600160a01b03169081156106d1576001600160a01b03169182156106be5760207f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92591835f526001825260405f20855f5282528060405f2055604051908152a3565b60ff811690601f8211610b1b5760405191610b0860408461088d565b6020808452838101919036833783525290565b632cd44ac360e21b5f5260045ffd5b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411610bac579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15610ba1575f516001600160a01b03811615610b9757905f905f90565b505f906001905f90565b6040513d5f823e3d90fd5b5050505f9160039190565b6004811015610c175780610bc9575050565b60018103610be05763f645eedf60e01b5f5260045ffd5b60028103610bfb575063fce698f760e01b5f5260045260245ffd5b600314610c055750565b6335e2f38360e21b5f5260045260245ffd5b634e487b7160e01b5f52602160045260245ffd",
}

// DemoDollar is an auto generated Go binding around an Ethereum contract.
type DemoDollar struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *DemoDollar) GetABI() abi.ABI {
	return c.abi
}

// NewDemoDollar creates a new instance of DemoDollar.
func NewDemoDollar() *DemoDollar {
	parsed, err := DemoDollarMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &DemoDollar{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *DemoDollar) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (demoDollar *DemoDollar) PackDOMAINSEPARATOR() []byte {
	enc, err := demoDollar.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (demoDollar *DemoDollar) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return demoDollar.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (demoDollar *DemoDollar) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := demoDollar.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (demoDollar *DemoDollar) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := demoDollar.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (demoDollar *DemoDollar) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return demoDollar.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (demoDollar *DemoDollar) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := demoDollar.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (demoDollar *DemoDollar) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := demoDollar.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (demoDollar *DemoDollar) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return demoDollar.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (demoDollar *DemoDollar) UnpackApprove(data []byte) (bool, error) {
	out, err := demoDollar.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (demoDollar *DemoDollar) PackBalanceOf(account common.Address) []byte {
	enc, err := demoDollar.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (demoDollar *DemoDollar) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return demoDollar.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (demoDollar *DemoDollar) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := demoDollar.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() pure returns(uint8)
func (demoDollar *DemoDollar) PackDecimals() []byte {
	enc, err := demoDollar.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() pure returns(uint8)
func (demoDollar *DemoDollar) TryPackDecimals() ([]byte, error) {
	return demoDollar.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() pure returns(uint8)
func (demoDollar *DemoDollar) UnpackDecimals(data []byte) (uint8, error) {
	out, err := demoDollar.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (demoDollar *DemoDollar) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := demoDollar.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (demoDollar *DemoDollar) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return demoDollar.abi.Pack("mint", to, amount)
}

// PackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function minter() view returns(address)
func (demoDollar *DemoDollar) PackMinter() []byte {
	enc, err := demoDollar.abi.Pack("minter")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMinter is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x07546172.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function minter() view returns(address)
func (demoDollar *DemoDollar) TryPackMinter() ([]byte, error) {
	return demoDollar.abi.Pack("minter")
}

// UnpackMinter is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x07546172.
//
// Solidity: function minter() view returns(address)
func (demoDollar *DemoDollar) UnpackMinter(data []byte) (common.Address, error) {
	out, err := demoDollar.abi.Unpack("minter", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (demoDollar *DemoDollar) PackName() []byte {
	enc, err := demoDollar.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (demoDollar *DemoDollar) TryPackName() ([]byte, error) {
	return demoDollar.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (demoDollar *DemoDollar) UnpackName(data []byte) (string, error) {
	out, err := demoDollar.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (demoDollar *DemoDollar) PackNonces(owner common.Address) []byte {
	enc, err := demoDollar.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (demoDollar *DemoDollar) TryPackNonces(owner common.Address) ([]byte, error) {
	return demoDollar.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (demoDollar *DemoDollar) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := demoDollar.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (demoDollar *DemoDollar) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := demoDollar.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (demoDollar *DemoDollar) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return demoDollar.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (demoDollar *DemoDollar) PackSymbol() []byte {
	enc, err := demoDollar.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (demoDollar *DemoDollar) TryPackSymbol() ([]byte, error) {
	return demoDollar.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (demoDollar *DemoDollar) UnpackSymbol(data []byte) (string, error) {
	out, err := demoDollar.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (demoDollar *DemoDollar) PackTotalSupply() []byte {
	enc, err := demoDollar.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (demoDollar *DemoDollar) TryPackTotalSupply() ([]byte, error) {
	return demoDollar.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (demoDollar *DemoDollar) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := demoDollar.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := demoDollar.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return demoDollar.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) UnpackTransfer(data []byte) (bool, error) {
	out, err := demoDollar.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := demoDollar.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return demoDollar.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (demoDollar *DemoDollar) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := demoDollar.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// DemoDollarApproval represents a Approval event raised by the DemoDollar contract.
type DemoDollarApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const DemoDollarApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (DemoDollarApproval) ContractEventName() string {
	return DemoDollarApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (demoDollar *DemoDollar) UnpackApprovalEvent(log *types.Log) (*DemoDollarApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != demoDollar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DemoDollarApproval)
	if len(log.Data) > 0 {
		if err := demoDollar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range demoDollar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// DemoDollarEIP712DomainChanged represents a EIP712DomainChanged event raised by the DemoDollar contract.
type DemoDollarEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const DemoDollarEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (DemoDollarEIP712DomainChanged) ContractEventName() string {
	return DemoDollarEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (demoDollar *DemoDollar) UnpackEIP712DomainChangedEvent(log *types.Log) (*DemoDollarEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != demoDollar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DemoDollarEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := demoDollar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range demoDollar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// DemoDollarTransfer represents a Transfer event raised by the DemoDollar contract.
type DemoDollarTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const DemoDollarTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (DemoDollarTransfer) ContractEventName() string {
	return DemoDollarTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (demoDollar *DemoDollar) UnpackTransferEvent(log *types.Log) (*DemoDollarTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != demoDollar.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(DemoDollarTransfer)
	if len(log.Data) > 0 {
		if err := demoDollar.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range demoDollar.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (demoDollar *DemoDollar) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["DemoDollar_NotMinter"].ID.Bytes()[:4]) {
		return demoDollar.UnpackDemoDollarNotMinterError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return demoDollar.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return demoDollar.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return demoDollar.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return demoDollar.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return demoDollar.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return demoDollar.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], demoDollar.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return demoDollar.UnpackStringTooLongError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// DemoDollarDemoDollarNotMinter represents a DemoDollar_NotMinter error raised by the DemoDollar contract.
type DemoDollarDemoDollarNotMinter struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error DemoDollar_NotMinter(address caller)
func DemoDollarDemoDollarNotMinterErrorID() common.Hash {
	return common.HexToHash("0x8e380e08e06c6dea906049bbd23fcbcf6ec9167ef51de8049532022ac1fc2a41")
}

// UnpackDemoDollarNotMinterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error DemoDollar_NotMinter(address caller)
func (demoDollar *DemoDollar) UnpackDemoDollarNotMinterError(raw []byte) (*DemoDollarDemoDollarNotMinter, error) {
	out := new(DemoDollarDemoDollarNotMinter)
	if err := demoDollar.abi.UnpackIntoInterface(out, "DemoDollar_NotMinter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the DemoDollar contract.
type DemoDollarECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func DemoDollarECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (demoDollar *DemoDollar) UnpackECDSAInvalidSignatureError(raw []byte) (*DemoDollarECDSAInvalidSignature, error) {
	out := new(DemoDollarECDSAInvalidSignature)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the DemoDollar contract.
type DemoDollarECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func DemoDollarECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (demoDollar *DemoDollar) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*DemoDollarECDSAInvalidSignatureLength, error) {
	out := new(DemoDollarECDSAInvalidSignatureLength)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the DemoDollar contract.
type DemoDollarECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func DemoDollarECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (demoDollar *DemoDollar) UnpackECDSAInvalidSignatureSError(raw []byte) (*DemoDollarECDSAInvalidSignatureS, error) {
	out := new(DemoDollarECDSAInvalidSignatureS)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the DemoDollar contract.
type DemoDollarERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func DemoDollarERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (demoDollar *DemoDollar) UnpackERC20InsufficientAllowanceError(raw []byte) (*DemoDollarERC20InsufficientAllowance, error) {
	out := new(DemoDollarERC20InsufficientAllowance)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the DemoDollar contract.
type DemoDollarERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func DemoDollarERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (demoDollar *DemoDollar) UnpackERC20InsufficientBalanceError(raw []byte) (*DemoDollarERC20InsufficientBalance, error) {
	out := new(DemoDollarERC20InsufficientBalance)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InvalidApprover represents a ERC20InvalidApprover error raised by the DemoDollar contract.
type DemoDollarERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func DemoDollarERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (demoDollar *DemoDollar) UnpackERC20InvalidApproverError(raw []byte) (*DemoDollarERC20InvalidApprover, error) {
	out := new(DemoDollarERC20InvalidApprover)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the DemoDollar contract.
type DemoDollarERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func DemoDollarERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (demoDollar *DemoDollar) UnpackERC20InvalidReceiverError(raw []byte) (*DemoDollarERC20InvalidReceiver, error) {
	out := new(DemoDollarERC20InvalidReceiver)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InvalidSender represents a ERC20InvalidSender error raised by the DemoDollar contract.
type DemoDollarERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func DemoDollarERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (demoDollar *DemoDollar) UnpackERC20InvalidSenderError(raw []byte) (*DemoDollarERC20InvalidSender, error) {
	out := new(DemoDollarERC20InvalidSender)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC20InvalidSpender represents a ERC20InvalidSpender error raised by the DemoDollar contract.
type DemoDollarERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func DemoDollarERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (demoDollar *DemoDollar) UnpackERC20InvalidSpenderError(raw []byte) (*DemoDollarERC20InvalidSpender, error) {
	out := new(DemoDollarERC20InvalidSpender)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the DemoDollar contract.
type DemoDollarERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func DemoDollarERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (demoDollar *DemoDollar) UnpackERC2612ExpiredSignatureError(raw []byte) (*DemoDollarERC2612ExpiredSignature, error) {
	out := new(DemoDollarERC2612ExpiredSignature)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the DemoDollar contract.
type DemoDollarERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func DemoDollarERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (demoDollar *DemoDollar) UnpackERC2612InvalidSignerError(raw []byte) (*DemoDollarERC2612InvalidSigner, error) {
	out := new(DemoDollarERC2612InvalidSigner)
	if err := demoDollar.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarInvalidAccountNonce represents a InvalidAccountNonce error raised by the DemoDollar contract.
type DemoDollarInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func DemoDollarInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (demoDollar *DemoDollar) UnpackInvalidAccountNonceError(raw []byte) (*DemoDollarInvalidAccountNonce, error) {
	out := new(DemoDollarInvalidAccountNonce)
	if err := demoDollar.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarInvalidShortString represents a InvalidShortString error raised by the DemoDollar contract.
type DemoDollarInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func DemoDollarInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (demoDollar *DemoDollar) UnpackInvalidShortStringError(raw []byte) (*DemoDollarInvalidShortString, error) {
	out := new(DemoDollarInvalidShortString)
	if err := demoDollar.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// DemoDollarStringTooLong represents a StringTooLong error raised by the DemoDollar contract.
type DemoDollarStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func DemoDollarStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (demoDollar *DemoDollar) UnpackStringTooLongError(raw []byte) (*DemoDollarStringTooLong, error) {
	out := new(DemoDollarStringTooLong)
	if err := demoDollar.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMetaData contains all meta data concerning the Market contract.
var MarketMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"nativeToken\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"registry\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"staking\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"permit2\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"lister\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"activationWindow\",\"type\":\"uint32\"},{\"internalType\":\"uint16\",\"name\":\"feeBps\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"maxReferrerShare\",\"type\":\"uint16\"},{\"internalType\":\"address[]\",\"name\":\"tokens\",\"type\":\"address[]\"}],\"internalType\":\"structMarketState.Config\",\"name\":\"c\",\"type\":\"tuple\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"target\",\"type\":\"address\"}],\"name\":\"AddressEmptyCode\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"FailedCall\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Market_ActivationWindowOpen\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Market_ActivationWindowPassed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"what\",\"type\":\"uint256\"}],\"name\":\"Market_BadParameter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"Market_BadRecipient\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint16\",\"name\":\"share\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"limit\",\"type\":\"uint16\"}],\"name\":\"Market_BadReferrer\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"}],\"name\":\"Market_BadSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"Market_BadToken\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"}],\"name\":\"Market_CommitmentTooLarge\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"quoted\",\"type\":\"address\"}],\"name\":\"Market_DifferentNode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"quoted\",\"type\":\"address\"}],\"name\":\"Market_DifferentToken\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"min\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"max\",\"type\":\"uint32\"}],\"name\":\"Market_DurationOutOfRange\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"end\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"nowAt\",\"type\":\"uint40\"}],\"name\":\"Market_EndInPast\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"got\",\"type\":\"uint256\"}],\"name\":\"Market_FeeOnTransfer\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Market_LengthMismatch\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"Market_LiveOrder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"agent\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Market_NotAgent\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Market_NotFirstOrder\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Market_NotNode\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"Market_NotParty\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"}],\"name\":\"Market_NotUser\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"Market_NothingOwed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"only\",\"type\":\"address\"}],\"name\":\"Market_Only\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"endedAt\",\"type\":\"uint40\"}],\"name\":\"Market_OrderOver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Market_OutOfRange\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"left\",\"type\":\"uint256\"}],\"name\":\"Market_OverBudget\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"limit\",\"type\":\"uint32\"}],\"name\":\"Market_ProbationTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"nowAt\",\"type\":\"uint40\"}],\"name\":\"Market_QuoteExpired\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"Market_QuoteUsed\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"quoted\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"}],\"name\":\"Market_QuoteVoid\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"free\",\"type\":\"uint256\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"}],\"name\":\"Market_StakeTooSmall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"Market_UnknownToken\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"enumIMarketTypes.State\",\"name\":\"state\",\"type\":\"uint8\"}],\"name\":\"Market_WrongState\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"}],\"name\":\"Market_WrongUser\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Market_ZeroAddress\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Market_ZeroRate\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"agent\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"address[]\",\"name\":\"tokens\",\"type\":\"address[]\"},{\"indexed\":false,\"internalType\":\"uint256[]\",\"name\":\"sums\",\"type\":\"uint256[]\"}],\"name\":\"AgentSet\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"end\",\"type\":\"uint40\"}],\"name\":\"EndAnnounced\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"activatedAt\",\"type\":\"uint40\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"endsAt\",\"type\":\"uint40\"}],\"name\":\"OrderActivated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"enumIMarketTypes.Reason\",\"name\":\"reason\",\"type\":\"uint8\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"inProbation\",\"type\":\"bool\"},{\"components\":[{\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"refunded\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"committed\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"forfeited\",\"type\":\"uint256\"},{\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"indexed\":false,\"internalType\":\"structIMarketTypes.Ending\",\"name\":\"ending\",\"type\":\"tuple\"}],\"name\":\"OrderCancelled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"name\":\"OrderCompleted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"features\",\"type\":\"uint16\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"indexed\":false,\"internalType\":\"structIMarketTypes.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"deposit\",\"type\":\"uint256\"}],\"name\":\"OrderCreated\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"by\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"addedSeconds\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"deposit\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"endsAt\",\"type\":\"uint40\"}],\"name\":\"OrderExtended\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"newId\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paid\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"movedOver\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"refunded\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"secondsServed\",\"type\":\"uint64\"}],\"name\":\"OrderReplaced\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"fee\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"toReferrer\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"paidSoFar\",\"type\":\"uint256\"}],\"name\":\"OrderSettled\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"indexed\":false,\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"QuotesVoided\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"TokenListed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Withdrawn\",\"type\":\"event\"},{\"stateMutability\":\"nonpayable\",\"type\":\"fallback\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"activate\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"activationWindow\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"end\",\"type\":\"uint40\"}],\"name\":\"announceEnd\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"enumIMarketTypes.Reason\",\"name\":\"reason\",\"type\":\"uint8\"}],\"name\":\"cancel\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"collectFees\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"features\",\"type\":\"uint16\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarketTypes.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"}],\"name\":\"createOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"features\",\"type\":\"uint16\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarketTypes.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint256\",\"name\":\"permitNonce\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"permitDeadline\",\"type\":\"uint256\"},{\"internalType\":\"bytes\",\"name\":\"ownerSignature\",\"type\":\"bytes\"}],\"name\":\"createOrderWithPermit2\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"eip712Domain\",\"outputs\":[{\"internalType\":\"bytes1\",\"name\":\"fields\",\"type\":\"bytes1\"},{\"internalType\":\"string\",\"name\":\"name\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"version\",\"type\":\"string\"},{\"internalType\":\"uint256\",\"name\":\"chainId\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"verifyingContract\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"salt\",\"type\":\"bytes32\"},{\"internalType\":\"uint256[]\",\"name\":\"extensions\",\"type\":\"uint256[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"expire\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"addedSeconds\",\"type\":\"uint32\"}],\"name\":\"extend\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"uint32\",\"name\":\"addedSeconds\",\"type\":\"uint32\"}],\"name\":\"extendFor\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"feeBps\",\"outputs\":[{\"internalType\":\"uint16\",\"name\":\"\",\"type\":\"uint16\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"features\",\"type\":\"uint16\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarketTypes.Quote\",\"name\":\"quote\",\"type\":\"tuple\"}],\"name\":\"hashQuote\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"listToken\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"index\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"lister\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maxReferrerShare\",\"outputs\":[{\"internalType\":\"uint16\",\"name\":\"\",\"type\":\"uint16\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes[]\",\"name\":\"data\",\"type\":\"bytes[]\"}],\"name\":\"multicall\",\"outputs\":[{\"internalType\":\"bytes[]\",\"name\":\"results\",\"type\":\"bytes[]\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"probationLimit\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"internalType\":\"uint32\",\"name\":\"minDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint16\",\"name\":\"features\",\"type\":\"uint16\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"validUntil\",\"type\":\"uint40\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"internalType\":\"structIMarketTypes.Quote\",\"name\":\"quote\",\"type\":\"tuple\"},{\"internalType\":\"bytes\",\"name\":\"signature\",\"type\":\"bytes\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"}],\"name\":\"replaceOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"newId\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"selfPermit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"agent\",\"type\":\"address\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"},{\"internalType\":\"address[]\",\"name\":\"tokens_\",\"type\":\"address[]\"},{\"internalType\":\"uint256[]\",\"name\":\"sums\",\"type\":\"uint256[]\"}],\"name\":\"setAgent\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"settle\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"views\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"voidQuotes\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"withdraw\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"withdrawFor\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"agent\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"agentBudget\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"agent\",\"type\":\"address\"}],\"name\":\"agentUntil\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"earned\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"isListed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"liveOrder\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nativeToken\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"order\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"rate\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"resources\",\"type\":\"tuple\"},{\"internalType\":\"enumIMarketTypes.State\",\"name\":\"state\",\"type\":\"uint8\"},{\"internalType\":\"uint40\",\"name\":\"since\",\"type\":\"uint40\"},{\"internalType\":\"uint32\",\"name\":\"duration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"maxDuration\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"committed\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"notice\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"probation\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"settledSeconds\",\"type\":\"uint32\"},{\"internalType\":\"bool\",\"name\":\"stakeHeld\",\"type\":\"bool\"},{\"internalType\":\"address\",\"name\":\"referrer\",\"type\":\"address\"},{\"internalType\":\"uint16\",\"name\":\"referrerShare\",\"type\":\"uint16\"},{\"internalType\":\"uint40\",\"name\":\"announcedAt\",\"type\":\"uint40\"},{\"internalType\":\"uint40\",\"name\":\"announcedEnd\",\"type\":\"uint40\"}],\"internalType\":\"structIMarketTypes.Order\",\"name\":\"o\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"orderCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"owed\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"permit2\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"probationOf\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"first\",\"type\":\"bool\"},{\"internalType\":\"uint256\",\"name\":\"free\",\"type\":\"uint256\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"user\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"uint64\",\"name\":\"nonce\",\"type\":\"uint64\"}],\"name\":\"quoteUsed\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"registry\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"split\",\"outputs\":[{\"internalType\":\"uint256[2]\",\"name\":\"userLeaves\",\"type\":\"uint256[2]\"},{\"internalType\":\"uint256[2]\",\"name\":\"nodeLeaves\",\"type\":\"uint256[2]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"staking\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"tokens\",\"outputs\":[{\"internalType\":\"address[]\",\"name\":\"\",\"type\":\"address[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"version\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"pure\",\"type\":\"function\"}]",
	ID:  "36a8adc4ffc73be29349d08b34fa042f16",
	Bin: "0x61028080604052346106ab57617913803803809161001d82856106de565b83398101906020818303126106ab578051906001600160401b0382116106ab5701610120818303126106ab576040519061012082016001600160401b038111838210176105c95760405261007081610701565b825261007e60208201610701565b906020830191825261009260408201610701565b91604084019283526100a660608301610701565b606085019081526100b960808401610701565b926080860193845260a08101519463ffffffff861686036106ab5760a087019586526100e760c08301610715565b60c088019081526100fa60e08401610715565b60e0890190815261010084015190936001600160401b0382116106ab57019880601f8b0112156106ab578951996001600160401b038b116105c9578a60051b906040519b61014c8d60208501906106de565b8c526020808d01928201019283116106ab57602001905b8282106106c65750505061010088019889526040516101836040826106de565b60058152602081019064084cae4e8d60db1b8252604051916101a66040846106de565b60018352601960f91b602084019081528b516001600160a01b039081166080528951811660a0528651811660c0528851811660e0528a5116610100528a5163ffffffff1661012052845161ffff90811661014052875116610160529161020b81610850565b6102205261021884610850565b6102405251902091826101e0525190208061020052466101a0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a0815261028360c0826106de565b51902061018052306101c05284516001600160a01b0316156106b75784516040516380f5560560e01b815290602090829060049082906001600160a01b03165afa90811561059c575f91610679575b50306001600160a01b03909116036106655781516001600160a01b03161580610657575b6106435783516001600160a01b03168015159081610639575b506106265763ffffffff8751168015908115610619575b50610605576101f461ffff825116116105f157610bb861ffff845116116105dd5760405196611c9e808901979091906001600160401b0389118a8a10176105c9579063ffffffff918b9761ffff97968c9b9a8997968d615c7590396020808d529a516001600160a01b039081168d8d01529051811660408d01529051811660608c01529051811660808b015290511660a0890152511660c0870152511660e0850152511661010083015285516101208084015280516101408401819052610160909301929101905f5b8181106105a75750505003905ff090811561059c576001600160a01b03918216610260525161041e9116610724565b505f5b8151908151811015610450576104496001926020848060a01b03918460051b01015116610724565b5001610421565b6040516153b990816108bc8239608051818181612150015281816126df0152818161276a015281816128a00152614a6d015260a0518181816118490152818161323f0152818161336201528181613ab201528181613e120152614ac6015260c051818181611e2b0152818161210101528181613f0801528181614a930152614ec2015260e051818181611edb015261458101526101005181818161023101526103d7015261012051818181610356015281816114990152818161167a01528181614f5301526152f30152610140518181816103940152613002015261016051818181611a1a0152612bd9015261018051816151ed01526101a051816152a401526101c051816151be01526101e0518161523c0152610200518161526201526102205181610f7b01526102405181610fa4015261026051818181611791015281816121e501526147d80152f35b6040513d5f823e3d90fd5b82516001600160a01b03168452859450602093840193909201916001016103ef565b634e487b7160e01b5f52604160045260245ffd5b63cce2a3f760e01b5f52600860045260245ffd5b63cce2a3f760e01b5f52600760045260245ffd5b63cce2a3f760e01b5f52600660045260245ffd5b620151809150115f610326565b63cce2a3f760e01b5f526004805260245ffd5b90503b155f61030f565b63cce2a3f760e01b5f52600360045260245ffd5b5061ffff81511615156102f6565b63cce2a3f760e01b5f52600260045260245ffd5b90506020813d6020116106af575b81610694602093836106de565b810103126106ab576106a590610701565b5f6102d2565b5f80fd5b3d9150610687565b638c9c3bc760e01b5f5260045ffd5b602080916106d384610701565b815201910190610163565b601f909101601f19168101906001600160401b038211908210176105c957604052565b51906001600160a01b03821682036106ab57565b519061ffff821682036106ab57565b9060015491803b158015610830575b8015610825575b61080557680100000000000000008310156105c9576001830180600155808410156107f15760015f527fb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf6840180546001600160a01b0319166001600160a01b0390931692831790558084116107dd57815f52600560205260405f2055827f46ea865f00e44354e9a94289893da72054251f9d0131ecbc6ce70c3c77c601955f80a3565b634e487b7160e01b5f52601160045260245ffd5b634e487b7160e01b5f52603260045260245ffd5b63103102c960e21b5f9081526001600160a01b0391909116600452602490fd5b50610fff831161073a565b506001600160a01b0381165f908152600560205260409020541515610733565b601f81511161087b57602081519101516020821061086c571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe60806040526004361015610019575b34156121db575b5f80fd5b5f3560e01c806308cfe5c3146101b85780631fc1e25f146101b3578063204fc817146101ae57806324a9d853146101a95780632cdc1c74146101a4578063398226cb1461019f5780635c48f1351461019a578063652a8761146101955780636a037e1214610190578063774291c21461018b57806384b0196e146101865780638df82800146101815780639a525abd1461017c578063a290cf1514610177578063a2fe065114610172578063ac9650d81461016d578063adb5735c14610168578063b260c42a14610163578063bf81bf431461015e578063c879657214610159578063cce9785714610154578063d65e880d1461014f578063e05038a81461014a578063e3f5501c14610145578063f3995c67146101405763f940e3850361000e57611b01565b611a3e565b611a00565b6117d1565b611772565b6116f2565b6116d0565b61161b565b61141e565b6113f4565b611335565b611252565b6110de565b6110b1565b611060565b610f63565b610da6565b610901565b6106de565b610499565b610414565b6103b8565b61037a565b61033a565b610202565b6101c7565b5f91031261001557565b34610015575f36600319011261001557602060405162093a808152f35b6001600160a01b0381160361001557565b3590610200826101e4565b565b346100155760203660031901126100155760043561021f816101e4565b610227612217565b6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690813303610323576001600160a01b0390600154813b15801561030c575b8015610301575b6102ed576102e99061028783612297565b610290816120cc565b6102ab846001600160a01b03165f52600560205260405f2090565b5560405193849316817f46ea865f00e44354e9a94289893da72054251f9d0131ecbc6ce70c3c77c601955f80a36102e0612272565b82526020820190565b0390f35b5063103102c960e21b5f521660045260245ffd5b50610fff8111610276565b508282165f52600560205260405f2054151561026f565b5063b7aef60d60e01b5f523360045260245260445ffd5b34610015575f36600319011261001557602060405163ffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610015575f36600319011261001557602060405161ffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b34610015575f3660031901126100155760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b63ffffffff81160361001557565b3590610200826103fb565b346100155760403660031901126100155761047460043561045f60243561043a816103fb565b610442612217565b825f52600260205261045660405f20612389565b9283339161256a565b9061046f610160339201516126d7565b61274d565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b34610015576040366003190112610015576004356024356104b9816103fb565b6104c1612217565b6105446104de6104d9845f52600260205260405f2090565b612389565b9161052b6105266105106104f986516001600160a01b031690565b6001600160a01b03165f52600860205260405f2090565b336001600160a01b03165f5260205260405f2090565b611bb1565b938361053e81516001600160a01b031690565b9161256a565b9064ffffffffff61055a845164ffffffffff1690565b16428110908115610675575b50610626576105a4610593602061058484516001600160a01b031690565b9501516001600160401b031690565b936101608301948551913390612846565b926105b7845f52600960205260405f2090565b549384841161060c576105fc916105ee916105e76105d88761060299611bf1565b915f52600960205260405f2090565b55516126d7565b91516001600160a01b031690565b9061274d565b61060a612272565b005b633318c60160e21b5f526004849052602485905260445b5ffd5b8261064a61063e61062393516001600160a01b031690565b915164ffffffffff1690565b634542208560e11b5f52336004526001600160a01b0390911660245264ffffffffff16604452606490565b905061068d6106838361281b565b64ffffffffff1690565b115f610566565b64ffffffffff81160361001557565b359061020082610694565b9181601f84011215610015578235916001600160401b038311610015576020808501948460051b01011161001557565b34610015576080366003190112610015576004356106fb816101e4565b60243561070781610694565b6044356001600160401b038111610015576107269036906004016106ae565b906064356001600160401b038111610015576107469036906004016106ae565b9061074f612217565b6001600160a01b0386169586156108a1578285036108925761079c81610786336001600160a01b03165f52600860205260405f2090565b906001600160a01b03165f5260205260405f2090565b906107f7876107be6107b985546001600160401b039060281c1690565b611c03565b84546cffffffffffffffffffffffffff19166cffffffffffffffff0000000000602883901b161764ffffffffff90921691909117909355565b5f5b868110610844575050507f5184042c09cee3808cdb54a9d4b1c66b5f952d6aab39aa43e1c23ae54d9aff0393929161083991604051948594339886611c54565b0390a361060a612272565b808661088b61087d61087561087061086b868e61086460019a8f8f611c35565b3597611c35565b611c4a565b61288d565b878733612846565b5f52600960205260405f2090565b55016107f9565b63d7b0a17360e01b5f5260045ffd5b638c9c3bc760e01b5f5260045ffd5b6102c090602319011261001557602490565b6102c090600319011261001557600490565b9181601f84011215610015578235916001600160401b038311610015576020838186019501011161001557565b34610015576103203660031901126100155760043561091f366108b0565b906102e4356001600160401b038111610015576109409036906004016108d4565b91906103043591610950836103fb565b610958612217565b61096d6104d9825f52600260205260405f2090565b93608085016002815161097f81611d01565b61098881611d01565b03610d88575084516001600160a01b031633819003610d6457506109ac8583612900565b6109b586611c4a565b9360408601946109cc86516001600160a01b031690565b906001600160a01b03808316911603610d36575060408701926109ee84611c4a565b6101608801906001600160a01b03610a15610a0984516126d7565b6001600160a01b031690565b911603610d0457610a258961297e565b610a2f838a612aac565b9363ffffffff610a426101c08c01611d25565b16610cca57988899610a58868b869c9b9c612e15565b6101208701526002608087015285610a6f8a612eb7565b6001600160401b031698610a828b612ede565b610a8d908c88612f60565b50610a978b61312c565b9b610aa38d9c886131cb565b8d516001600160a01b03165f90815260036020526040902090516001600160a01b0316610ae091906001600160a01b03165f5260205260405f2090565b8093610aed928487613316565b610af692613855565b97889360208601519063ffffffff16610b159190633b9aca0091020490565b968792838311926102e99c7f089c705343bc55fe69924972bc1ac430a8dae52e9cacb0b071b5d4346127b7fc95610bb193610b689387610c9c575b50505060c06020820151910151633b9aca0091020490565b91898b1015610c95578a935b15610c8f57610b838a8c611bf1565b6040519485948592936001600160401b03919594606093608086019786526020860152604085015216910152565b0390a380516001600160a01b031690857f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf156001600160a01b03610bfe60408501516001600160a01b031690565b610c43610c1c610c16606088015164ffffffffff1690565b9661281b565b83604051948594169816968390929164ffffffffff60209181604085019616845216910152565b0390a4828211610c69575b505050610c59612272565b6040519081529081906020820190565b610c8792610c79610c7f92611c4a565b92611bf1565b90339061274d565b5f8080610c4e565b5f610b83565b8993610b74565b610cbc610cc293610cb486516001600160a01b031690565b935192611bf1565b91613a1c565b8a5f8d610b50565b6106238a610ce3610cdd60208301611c4a565b91611c4a565b6329d28ea960e01b5f526001600160a01b0391821660045216602452604490565b84610d15610cdd61062393516126d7565b6353f02b4960e11b5f526001600160a01b0391821660045216602452604490565b61062390610d4389611c4a565b630189f89760e41b5f526001600160a01b0391821660045216602452604490565b6311130b8b60e01b5f526004839052336024526001600160a01b031660445260645ffd5b516106239083610d9782611d01565b6366bf5ed360e11b5f52611d10565b3461001557604036600319011261001557600435602435600681101561001557610dce612217565b610de36104d9835f52600260205260405f2090565b608081019060018251610df581611d01565b610dfe81611d01565b141580610f21575b610f115780516001600160a01b03169133839003610e78575b60019051610e2c81611d01565b610e3581611d01565b03610e435761060293614011565b9190610e516106838461281b565b4210610e68575050610e6291613d9f565b50610602565b9091610e7393613c33565b610602565b916040820190610e97610e9283516001600160a01b031690565b613a76565b15610eb35750516001906001600160a01b0316925b9050610e1f565b929050610ee3610ed833610786866001600160a01b03165f52600860205260405f2090565b5464ffffffffff1690565b64ffffffffff42911610610ef957600190610eac565b63f2e1d3c360e01b5f5260048590523360245260445ffd5b61062384835190610d9782611d01565b5060028251610f2f81611d01565b610f3881611d01565b1415610e06565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b34610015575f36600319011261001557611007610f9f7f0000000000000000000000000000000000000000000000000000000000000000614dc6565b610fc87f0000000000000000000000000000000000000000000000000000000000000000614dc6565b6020604051610fd78282611b72565b5f81528161101581830194601f198301368737604051978897600f60f81b895260e0858a015260e0890190610f3f565b908782036040890152610f3f565b914660608701523060808701525f60a087015285830360c087015251918281520192915f5b82811061104957505050500390f35b83518552869550938101939281019260010161103a565b34610015576020366003190112610015576020611086600435611081612217565b611d5d565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b34610015576102c03660031901126100155760206110d66110d1366108c2565b614243565b604051908152f35b34610015576040366003190112610015576004356024356110fe81610694565b611106612217565b815f52600260205261111a60405f20612389565b91604083019261113a61113485516001600160a01b031690565b83614314565b6111448183612900565b4264ffffffffff841610611232576001600160a01b0361120e6112007fc45795eff43a473eb9ac940c8672929d27951d2cf4130b6a26cd7138fd2361fa936111f361118d611b93565b4264ffffffffff16815264ffffffffff891660208201526111b6885f52600760205260405f2090565b8151815460209093015169ffffffffffffffffffff1990931664ffffffffff9091161760289290921b69ffffffffff000000000016919091179055565b516001600160a01b031690565b95516001600160a01b031690565b60405164ffffffffff9095168552811694169280602081015b0390a461060a612272565b63e32d618560e01b5f5264ffffffffff808416600452421660245260445ffd5b34610015576103603660031901126100155761126d366108c2565b6102c4356001600160401b0381116100155761128d9036906004016108d4565b91906102e4359161129d836103fb565b61030435610324359061034435946001600160401b038611610015576102e9966112ce610c599736906004016108d4565b969095611ec1565b602081016020825282518091526040820191602060408360051b8301019401925f915b83831061130857505050505090565b9091929394602080611326600193603f198682030187528951610f3f565b970193019301919392906112f9565b34610015576020366003190112610015576004356001600160401b038111610015576113659036906004016106ae565b9061136e611fdb565b61137783611ff6565b925f5b81811061138f57604051806102e987826112d6565b806113b06113aa856113a4600195878a61203f565b90612080565b30614637565b6113ba82886120b8565b526113c581876120b8565b500161137a565b6040906003190112610015576004356113e4816101e4565b906024356113f1816101e4565b90565b34610015576020611086611407366113cc565b61140f612217565b611418826142dd565b816146a6565b346100155760203660031901126100155760043561143a612217565b61144f6104d9825f52600260205260405f2090565b60808101916001835161146181611d01565b61146a81611d01565b0361160c57604082019261148861113485516001600160a01b031690565b60608301906114bf825163ffffffff7f000000000000000000000000000000000000000000000000000000000000000016906120ea565b8042116115ee57507f268c2eca20d65e13d23c2449d9e29a009a1ade448f8e9666b42d75d4fc2daf15916114fe6001600160a01b039242835260029052565b61151985611514865f52600260205260405f2090565b6140bb565b61156861154761153087516001600160a01b031690565b6001600160a01b03165f52600360205260405f2090565b87516001600160a01b03165b6001600160a01b03165f5260205260405f2090565b80546115789060a01c60ff161590565b6115b5575b50611227610c1c610c166115a961159b89516001600160a01b031690565b99516001600160a01b031690565b935164ffffffffff1690565b805474ff00000000000000000000000000000000000000001916740100000000000000000000000000000000000000001790555f61157d565b637680332d60e01b5f52600484905264ffffffffff1660245260445ffd5b825161062391610d9782611d01565b3461001557602036600319011261001557600435611637612217565b805f52600260205261164b60405f20612389565b608081016001815161165c81611d01565b61166581611d01565b03610d8857506116a0606082015163ffffffff7f000000000000000000000000000000000000000000000000000000000000000016906120ea565b91824211156116b3576106029250613f8a565b6337b9194560e11b5f5260045264ffffffffff821660245260445ffd5b34610015575f366003190112610015576116e8612217565b60206110866120f7565b34610015576103003660031901126100155761170d366108c2565b6102c435906001600160401b03821161001557611086604061175d61173860209536906004016108d4565b6102e43591611746836103fb565b61174e612217565b6117578761297e565b86614348565b919093013561176b816101e4565b339061274d565b34610015575f3660031901126100155760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b6001600160401b0381160361001557565b3590610200826117b5565b34610015576060366003190112610015576004356117ee816101e4565b6024356117fa816101e4565b60443590611807826117b5565b61180f612217565b611818836142dd565b60405163582805d960e01b81526001600160a01b038416600482015291602083806024810103816001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165afa9283156119fb575f936119ca575b5061189984610786846001600160a01b03165f52600360205260405f2090565b8054608081901c63ffffffff1663ffffffff808716911614908161199a575b5061196a57916108398261193d868661191d6001600160a01b03977fa494c469ee594b76e8fee75e4780eafd2f4c546f34e018f6d6698ac9c71ee112999067ffffffffffffffff60401b82549160401b169067ffffffffffffffff60401b1916179055565b9063ffffffff60801b82549160801b169063ffffffff60801b1916179055565b8360405194859416971695839092916001600160401b0360209163ffffffff604085019616845216910152565b50632e0530cf60e21b5f526001600160a01b038085166004529091166024526001600160401b031660445260645ffd5b6119b8915060401c6001600160401b03165b6001600160401b031690565b6001600160401b03831611155f6118b8565b6119ed91935060203d6020116119f4575b6119e58183611b72565b8101906121c6565b915f611879565b503d6119db565b611d52565b34610015575f36600319011261001557602060405161ffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100155760c036600319011261001557600435611a5b816101e4565b6024356044356064359260ff841680940361001557608435926001600160a01b0360a43592611a88612217565b611a918161288d565b501693843b15610015575f9460e4938692604051988997889663d505accf60e01b885233600489015230602489015260448801526064870152608486015260a485015260c48401525af1611ae75761060a612272565b80611af55f611afb93611b72565b806101bd565b5f610602565b34610015576020611086611b14366113cc565b90611b1d612217565b336146a6565b634e487b7160e01b5f52604160045260245ffd5b604081019081106001600160401b03821117611b5257604052565b611b23565b60c081019081106001600160401b03821117611b5257604052565b90601f801991011681019081106001600160401b03821117611b5257604052565b60405190610200604083611b72565b60405190610200606083611b72565b90604051611bbe81611b37565b915464ffffffffff8116835260281c6001600160401b03166020830152565b634e487b7160e01b5f52601160045260245ffd5b91908203918211611bfe57565b611bdd565b6001600160401b036001911601906001600160401b038211611bfe57565b634e487b7160e01b5f52603260045260245ffd5b9190811015611c455760051b0190565b611c21565b356113f1816101e4565b9192809164ffffffffff606085019116845260606020850152526080820192905f5b818110611cc35750505060408183039101528281527f07ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff83116100155760209260051b809284830137010190565b9091936020806001926001600160a01b038835611cdf816101e4565b168152019501929101611c76565b634e487b7160e01b5f52602160045260245ffd5b60061115611d0b57565b611ced565b60045260449190611d2081611d01565b602452565b356113f1816103fb565b611d3882611d01565b52565b6001600160401b038111611b525760051b60200190565b6040513d5f823e3d90fd5b90611d736104d9835f52600260205260405f2090565b916080830160028151611d8581611d01565b611d8e81611d01565b03611eb15750611da06106838461281b565b421015611ea657611dce611dc7611db685612ede565b60c086015161014087015191614098565b8483612f60565b92611de581611514845f52600260205260405f2090565b6101a0810190611df58251151590565b80611e90575b611e0457505050565b5f611e219252611e1c835f52600260205260405f2090565b61410b565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016803b15610015576040516337bdc99b60e01b815260048101929092525f908290602490829084905af180156119fb57611e82575b50565b80611af55f61020093611b72565b50611e9a81612eb7565b60e08201511115611dfb565b916113f19192613d9f565b61062392505190610d9782611d01565b9195939290969496611ed1612217565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016156108a157611fc9611f70611f1884611fd29a611fbb9588614348565b95909a602082013597611f2a896101e4565b611f3660408401611c4a565b97611f51611f42611b93565b6001600160a01b03909a168a52565b6020890152611f5e611ba2565b97885260208801526040870152614243565b9260405192839160208301958690929163ffffffff60409160608401957f8e03d9663e6f52f0230bd3faec7055ea219933af5e4ae23460160a2b885534688552602085015216910152565b03601f198101835282611b72565b51902091614523565b90610200612272565b60405190611fea602083611b72565b5f808352366020840137565b9061200082611d3b565b61200d6040519182611b72565b828152809261201e601f1991611d3b565b01905f5b82811061202e57505050565b806060602080938501015201612022565b9190811015611c455760051b81013590601e19813603018212156100155701908135916001600160401b038311610015576020018236038113610015579190565b60208061020093959486604051978895848701378401908282015f8152815193849201905e01015f815203601f198101845283611b72565b8051821015611c455760209160051b010190565b9060018201809211611bfe57565b90620151808201809211611bfe57565b91908201809211611bfe57565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168033036121b057505f5460401c9081156121ab576001600160401b035f54165f55610200826001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001660405181602082018483527fa4195c37c2947bbe89165f03e320b6903116f0b10d8cfdb522330f7ce6f9fa2433938033930390a43390614823565b5f9150565b63b7aef60d60e01b5f523360045260245260445ffd5b9081602091031261001557516113f1816103fb565b365f80375f8036817f00000000000000000000000000000000000000000000000000000000000000005af43d5f803e15612213573d5ff35b3d5ffd5b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c6122635760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b633ee5aeb560e01b5f5260045ffd5b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b60015468010000000000000000811015611b525760018101600155600154811015611c45576001600160a01b039060015f5260205f200191166001600160a01b0319825416179055565b604051906122ee82611b57565b5f60a0838281528260208201528260408201528260608201528260808201520152565b604051906123216101e083611b72565b815f81525f60208201525f60408201525f60608201525f60808201525f60a08201525f60c08201525f60e08201525f6101008201525f6101208201525f6101408201525f6101608201525f6101808201525f6101a08201526101c06123846122e1565b910152565b90610200612560612398612311565b845460018601546002909601546001600160a01b038216835291956124219160a01c60208801526001600160a01b0381166040880152640fffffffff6123de8260a01c90565b166060880152612406600f6123f38360c41c90565b166123fd81611d01565b60808901611d2f565b630fffffff6124158260c81c90565b1660a088015260e41c90565b60c0860152620fffff811660e0860152630fffffff6124408260141c90565b16610100860152630fffffff6124568260301c90565b16610120860152623fffff61246b82604c1c90565b16610140860152610fff61247f8260621c90565b1661016086015261254061249f61249683606e1c90565b63ffffffff1690565b6124b56101c088019182519063ffffffff169052565b6124d56124c561249685608e1c90565b60208351019063ffffffff169052565b6124f56124e56124968560ae1c90565b60408351019063ffffffff169052565b61251a640fffffffff6125088560ce1c90565b1660608351019064ffffffffff169052565b6080612534610fff61252c8660f21c90565b1661ffff1690565b9151019061ffff169052565b61255a600161254f8360fe1c90565b161515610180870152565b60ff1c90565b15156101a0840152565b909392916125788583612900565b60a0850194855161259063ffffffff861680926120ea565b901580156126c9575b612652579161264d61261e837f448e9692ac2cbd3bfc27d76a4712abd8e78656f8acd9127d2a62336d27e679a59561260160206001600160a01b0397016125fb8d6125ec85845190633b9aca0091020490565b92519051633b9aca0091020490565b90611bf1565b9a5261261981611514895f52600260205260405f2090565b61281b565b8860405194859416978491604091949364ffffffffff9163ffffffff6060860197168552602085015216910152565b0390a3565b61062391879163ffffffff8110156126b05761268a61010061267e61249663ffffffff94965b516120cc565b93015163ffffffff1690565b63a232350160e01b5f52921663ffffffff90811660045290811660245216604452606490565b5063ffffffff61268a61010061267e6124968496612678565b506101008201518111612599565b8061270157507f000000000000000000000000000000000000000000000000000000000000000090565b600154811015611c455760015f527fb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf601546001600160a01b031690565b90816020910312610015575190565b91908115612816576001600160a01b038316926001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168414612809576040516370a0823160e01b815230600482015290602082602481885afa9182156119fb576102009585915f946127d4575b506127cf92939430916148a1565b614904565b6127cf9394506127fb9060203d602011612802575b6127f38183611b72565b81019061273e565b93926127c1565b503d6127e9565b50916102009230916148a1565b505050565b60608101519060e08101518201809211611bfe5760a001518101809111611bfe5764ffffffffff1690565b9290916001600160401b03906001600160a01b036040519481602087019716875216604085015216606083015260808201526080815261288760a082611b72565b51902090565b6001600160a01b03166001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001681146128fb57805f52600560205260405f20549081156128e957505f198101908111611bfe5790565b63549989cd60e01b5f5260045260245ffd5b505f90565b90608081016002815161291281611d01565b61291b81611d01565b03612953575061293064ffffffffff9161281b565b16908142101561293e575050565b63e86b2f8760e01b5f5260045260245260445ffd5b9050519061296082611d01565b6366bf5ed360e11b5f5260045261297681611d01565b60245260445ffd5b6020013561298b816101e4565b6001600160a01b038116908133036129a1575050565b6129aa906101e4565b63372599b160e21b5f523360045260245260445ffd5b356113f181610694565b6bffffffffffffffffffffffff81160361001557565b356113f1816129ca565b61ffff81160361001557565b356113f1816129ea565b3590610200826129ea565b359073ffffffffffffffffffffffffffffffffffffffff198216820361001557565b91908260c091031261001557604051612a4581611b57565b60a06123848183958035612a58816103fb565b85526020810135612a68816103fb565b60208601526040810135612a7b816103fb565b60408601526060810135612a8e81610694565b60608601526080810135612aa1816129ea565b608086015201612a0b565b919091612ab7612311565b926102808201612ac9610683826129c0565b4211612de9575063ffffffff81169081158015612dd1575b8015612db9575b612d765750610120820190612b1f81612b14612b03856129e0565b6bffffffffffffffffffffffff1690565b633b9aca0091020490565b15612d67576101c0830162093a8063ffffffff612b3b83611d25565b1611612d3c57506101608301612b5e63ffffffff612b5883611d25565b1661499a565b610180840190612b78612b7361249684611d25565b61499a565b6101a0850192612b9563ffffffff612b8f86611d25565b166149c2565b612bb064ffffffffff612baa60c089016129c0565b166149e8565b612bc861ffff612bc260e089016129f6565b16614a12565b610220860194612bd7866129f6565b7f00000000000000000000000000000000000000000000000000000000000000009061ffff8083169116118015612d0b575b612ce25750612496612cd095612c9a61249661ffff978d610100612c92612496612cda9f9e9a9b8f9c612c82612c72612cc59f612c68612ca59f612b0390612c63612c5660208601611c4a565b6001600160a01b03168d52565b6129e0565b60208a0152611c4a565b6001600160a01b03166040880152565b42606087015260a0860152611d25565b910152611d25565b6101208c0152611d25565b610140890152612cba61087060408701611c4a565b6101608901526129f6565b161515610180860152565b6060369101612a2d565b6101c0830152565b61062390612cef886129f6565b6301e67e8960e41b5f5261ffff90811660045216602452604490565b5061ffff612d18886129f6565b1615158015612c095750612d37612d326102008a01611c4a565b614a36565b612c09565b612d4861062391611d25565b633c11cfbb60e11b5f5263ffffffff1660045262093a80602452604490565b63efcd318360e01b5f5260045ffd5b6106239083612d95610160612d8e6101408401611d25565b9201611d25565b63a232350160e01b5f5263ffffffff92831660045290821660245216604452606490565b50612dca6124966101608501611d25565b8211612ae8565b50612de26124966101408501611d25565b8210612ae1565b612df5610623916129c0565b637c8c7b3560e01b5f5264ffffffffff9081166004524216602452604490565b90612e3d90612b14633b9aca006020830194612e3384875192614b01565b0204935191612ede565b80820391808311611bfe5714612eae57612e5b906020830151614b88565b9060a0810151808311612e7f5750610120015180821115612e7a575090565b905090565b82612e906106239263ffffffff1690565b63a625f9df60e01b5f5260049190915263ffffffff16602452604490565b50610120015190565b6060810151420390428211611bfe5760a060e0820151910151018082105f14612e7a575090565b60e0612ee982612eb7565b9101519081811115612ef9570390565b50505f90565b60405190612f0c82611b37565b5f6020838281520152565b90604051612f2481611b37565b91546001600160a01b038116835260a01c61ffff166020830152565b906001600160c01b03809116911601906001600160c01b038211611bfe57565b909291926020810193612f7b81865190633b9aca0091020490565b9481612f988251976125fb60c08701998a51633b9aca0091020490565b9652851561312357916130aa6130866040937ff3043574e4e688de96bb32680cac6b38afe7c07eb0d8ee410a7afe5b19abdc599589612fd5612eff565b6101808701516130f4575b6130749161306c613064926111f36130516101608c01948551155f146130ed577f0000000000000000000000000000000000000000000000000000000000000000905b61ffff80613036602088015161ffff1690565b16921690612710809392820204928392820204918291030392565b9d8e97919d01516001600160a01b031690565b855190613a1c565b905190613a1c565b846130af575b51633b9aca0091020490565b60405193849389859094939260609260808301968352602083015260408201520152565b0390a2565b6130e86130cf6001600160c01b0387166130ca5f5460401c90565b612f40565b6001600160401b035f549181199060401b169116175f55565b61307a565b5f90613023565b506130646130749161306c6131196131148d5f52600660205260405f2090565b612f17565b9250509150612fe0565b505f9450505050565b633b9aca00602082019160c082845160a08401510204935191015102048103908111611bfe5790565b90929160c0906001600160a01b0360e084019516835263ffffffff815116602084015263ffffffff602082015116604084015263ffffffff604082015116606084015264ffffffffff606082015116608084015261ffff60808201511660a084015260a06001600160a01b031991015116910152565b906131da600560808301611d2f565b6131f081611514845f52600260205260405f2090565b61320461153082516001600160a01b031690565b90613232613221604083019361155385516001600160a01b031690565b805467ffffffffffffffff19169055565b61326d6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001692516001600160a01b031690565b6101c0820151833b156100155761329d935f9283604051809781958294639e7bbd8760e01b845260048401613155565b03925af19081156119fb576132bd926101a0926132c4575b500151151590565b611e215750565b80611af55f6132d293611b72565b5f6132b5565b906131da600460808301611d2f565b91908260409103126100155760208251613300816101e4565b9201516113f1816103fb565b356113f1816117b5565b94939290916040613355936101c0613337838301516001600160a01b031690565b9101518251632bc28a0960e11b815295869283929060048401613155565b03815f6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165af19283156119fb575f905f9461351c575b5063ffffffff61026088016133a881611d25565b82871692839116036134d957508554906133cb608083901c63ffffffff16612496565b1490816134a2575b5061344d57613426936133f36102a0948994613420946102009a9b614bbc565b855473ffffffff00000000000000000000000000000000191660809190911b63ffffffff60801b16178555565b0161330c565b67ffffffffffffffff60401b82549160401b169067ffffffffffffffff60401b1916179055565b6106238761345a81611c4a565b906134746102a061346d60208401611c4a565b920161330c565b632e0530cf60e21b5f526001600160a01b0392831660045291166024526001600160401b0316604452606490565b90506001600160401b036134cf6119ac6134bf6102a08c0161330c565b9360401c6001600160401b031690565b911611155f6133d3565b85610623916134f06134ea8c611c4a565b91611d25565b636e69804560e11b5f526001600160a01b0390911660045263ffffffff90811660245216604452606490565b905061354191935060403d604011613549575b6135398183611b72565b8101906132e7565b92905f613394565b503d61352f565b6001600160401b03166001600160401b038114611bfe5760010190565b9060a06135f9816102009463ffffffff8135613588816103fb565b16855263ffffffff602082013561359e816103fb565b16602086015263ffffffff60408201356135b7816103fb565b16604086015264ffffffffff60608201356135d181610694565b1660608601526135f360808201356135e8816129ea565b61ffff166080870152565b01612a0b565b73ffffffffffffffffffffffffffffffffffffffff1916910152565b3590610200826129ca565b9094939261385190613843610300946138356138246102a061032088019b6136588961364b836101f5565b6001600160a01b03169052565b613677613667602083016101f5565b6001600160a01b031660208b0152565b613696613686604083016101f5565b6001600160a01b031660408b0152565b6136a660608a016060830161356d565b6136cc6136b66101208301613615565b6bffffffffffffffffffffffff166101208b0152565b6136ea6136dc6101408301610409565b63ffffffff166101408b0152565b6137086136fa6101608301610409565b63ffffffff166101608b0152565b6137266137186101808301610409565b63ffffffff166101808b0152565b6137446137366101a08301610409565b63ffffffff166101a08b0152565b6137626137546101c08301610409565b63ffffffff166101c08b0152565b6137886137726101e08301613615565b6bffffffffffffffffffffffff166101e08b0152565b6137a961379861020083016101f5565b6001600160a01b03166102008b0152565b6137c56137b96102208301612a00565b61ffff166102208b0152565b6137e16137d56102408301612a00565b61ffff166102408b0152565b6137ff6137f16102608301610409565b63ffffffff166102608b0152565b61381e61380f61028083016106a3565b64ffffffffff166102808b0152565b016117c6565b6001600160401b03166102a0870152565b63ffffffff166102c0850152565b63ffffffff166102e0830152565b0152565b9291926138d36001600160401b0361387c6138775f546001600160401b031690565b613550565b61389a816001600160401b03166001600160401b03195f5416175f55565b1680956138b8856138b3845f52600260205260405f2090565b614cc9565b906001600160401b03166001600160401b0319825416179055565b61018082015161397c575b837f2f93394de0ebf3bf5a9fa5e00c831a12dff128f01d2a95152d7f6c09c14f7c286001600160a01b0361391985516001600160a01b031690565b9461397761393160408301516001600160a01b031690565b60a0830151909261396563ffffffff831692602061395761012085015163ffffffff1690565b930151633b9aca0091020490565b9185604051968796169a169885613620565b0390a4565b613a1761398c6102008301611c4a565b6139c161399c61022085016129f6565b6139b66139a7611b93565b6001600160a01b039094168452565b61ffff166020830152565b6139d3865f52600660205260405f2090565b906001600160a01b0381511675ffff00000000000000000000000000000000000000006020845493015160a01b169169ffffffffffffffffffff60b01b1617179055565b6138de565b8215612816576001600160a01b0316805f52600460205260405f20825f5260205260405f205480155f14613a7057506001925b8301809311611bfe575f52600460205260405f20905f5260205260405f2055565b92613a4f565b6001600160a01b0316803314908115613a8d575090565b90506040519063636f35d360e01b825260048201526020816024816001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165afa80156119fb575f90613af1575b6001600160a01b03915016331490565b506020813d602011613b2b575b81613b0b60209383611b72565b81010312610015576001600160a01b039051613b26816101e4565b613ae1565b3d9150613afe565b6040519060a082018281106001600160401b03821117611b52576040525f6080838281528260208201528260408201528260608201520152565b91608060e09295946001600160401b03926001600160a01b03610100870198168652613b9881611d01565b60208601525f604086015280516060860152602081015182860152604081015160a0860152606081015160c0860152015116910152565b926001600160401b0391959460809160e0946001600160a01b03610100880199168752613bfb81611d01565b60208701521515604086015280516060860152602081015182860152604081015160a0860152606081015160c0860152015116910152565b906001600160a01b037f77bd54faa8d8260db652c8d66e094db064edf593b0d6a4fbc826b4c3abfa889891613977613c6a82612eb7565b8097613d4260208501613cee613c848251612b1489612ede565b91613cac6001600160401b03613c98613b33565b971660808801906001600160401b03169052565b613cc0610a0989516001600160a01b031690565b8c8a1603613d8d57613cdc613cd5898d614b01565b898d612f60565b505160c0880151633b9aca0091020490565b8452613cf98661312c565b906020850191825284518181115f14613d7a5750613d18908551611bf1565b60408501525b613d28868a6132d8565b85516001600160a01b031690610160870151905191613a1c565b83516001600160a01b03169860e0613d6460408701516001600160a01b031690565b950151119085604051968796169a169885613bcf565b613d8391611bf1565b6060850152613d1e565b613cdc613d9a898d614d0a565b613cd5565b919060a0810190613db282518286612f60565b93613dc1600360808401611d2f565b613dd782611514835f52600260205260405f2090565b613deb61153083516001600160a01b031690565b91613e08613221604083019461155386516001600160a01b031690565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016613e4384516001600160a01b031690565b6101c0830151823b1561001557613e73925f9283604051809681958294639e7bbd8760e01b845260048401613155565b03925af180156119fb57613f76575b506101a0810151613efe575b6001600160a01b03808251169351169360e0613eb560208401518351633b9aca0091020490565b92015190518101809111611bfe577f1fc8de1565a08c75dd20bf72819c028985d82d53bb1dd0fbda0c24cee815052f916001600160401b036040928351928352166020820152a4565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016803b15610015576040516337bdc99b60e01b815260048101849052905f908290602490829084905af180156119fb57613f62575b50613e8e565b80611af55f613f7093611b72565b5f613f5c565b80611af55f613f8493611b72565b5f613e82565b90613f93613b33565b91613fcb613fa08361312c565b60208501908152613fb184846132d8565b6001600160a01b0384511690610160850151905191613a1c565b7f77bd54faa8d8260db652c8d66e094db064edf593b0d6a4fbc826b4c3abfa88986139776001600160a01b03604081865116950151169460405191829160015f84613b6d565b9091927f77bd54faa8d8260db652c8d66e094db064edf593b0d6a4fbc826b4c3abfa88989061403e613b33565b9461407661404b8661312c565b6020880190815261405c87876132d8565b6001600160a01b0387511690610160880151905191613a1c565b6139776001600160a01b03604081885116970151169660405193849384613b6d565b909190818111156140b25703905b80821115612e7a575090565b50505f906140a6565b906001906001600160a01b0360408201511690606081015160a01b60808201516140e481611d01565b6140ed81611d01565b60c41b9060c060a084015160c81b93015160e41b9317171717910155565b906002906101c081015160e082015161412961010084015160141b90565b1761413961012084015160301b90565b17614149610140840151604c1b90565b1761415961016084015160621b90565b17906141f26141ec6141e5608061418061417a612496875163ffffffff1690565b606e1b90565b61419d614197612496602089015163ffffffff1690565b608e1b90565b176141bb6141b5612496604089015163ffffffff1690565b60ae1b90565b176141da6141d4610683606089015164ffffffffff1690565b60ce1b90565b1794015161ffff1690565b61ffff1690565b60f21b90565b171790614203610180820151151590565b156142365761421c6101a0600160fe1b925b0151151590565b1561422f57600160ff1b915b1717910155565b5f91614228565b61421c6101a05f92614215565b6102406042916101a0610120604051927fd490767dfd66c3d475ecb570521545f79e2e817852751c8e36c43200524620b684526020840160c060608301823760608260e08720927f185220b45ecc7797bad88e62e105b89bbe8d9c76a63691939b81702f8729870388523760808501520160a0830137206142c26151b4565b906040519161190160f01b8352600283015260228201522090565b6142e681613a76565b156142ee5750565b6001600160a01b039063095ffff160e11b5f525f6004528133166024521660445260645ffd5b61431d82613a76565b15614326575050565b63095ffff160e11b5f52600452336024526001600160a01b031660445260645ffd5b60206143db633b9aca00946143ba97969463ffffffff946143698782612aac565b998a926001600160a01b038451165f52600387526143a760405f206001600160a01b036040870151166001600160a01b03165f5260205260405f2090565b9485916143b383614e04565b8585613316565b60016080830152856101c08201356143d1816103fb565b166143e557613855565b9501519116020490565b6143f0838383614e79565b613855565b60405190614404608083611b72565b606082527f6e73286164647265737320746f6b656e2c75696e7432353620616d6f756e74296060837f4f72646572207769746e657373294f7264657228627974657333322071756f7460208201527f652c75696e743332206475726174696f6e29546f6b656e5065726d697373696f60408201520152565b9592936001600160a01b03889692956144e06144ff95604060209c996144b68d8251602080916001600160a01b0381511684520151910152565b808e0151828e0152015160608c015280516001600160a01b031660808c01526020015160a08b0152565b1660c088015260e0870152610140610100870152610140860190610f3f565b93610120818603910152818452848401375f828201840152601f01601f1916010190565b909193825191602061453c84516001600160a01b031690565b9301516040516370a0823160e01b8152306004820152909590946020866024816001600160a01b0389165afa9586156119fb575f96614616575b506001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016916145aa611b93565b308152918860208401526145bc6143f5565b843b15610015575f9687936145e8926040519d8e998a9889976309be14ff60e11b89526004890161447c565b03925af19384156119fb5761020094614602575b50614904565b80611af55f61461093611b72565b5f6145fc565b61463091965060203d602011612802576127f38183611b72565b945f614576565b905f8091602081519101845af48080614693575b1561465a5750506113f16150cd565b1561467b576001600160a01b0390639996b31560e01b5f521660045260245ffd5b3d15155f03611d525763d6bda27560e01b5f5260045ffd5b503d15158061464b5750813b151561464b565b929190926146b382614a36565b8015614808575b80156147cd575b6147b1576146ce8461288d565b936147046146fe866146f1856001600160a01b03165f52600460205260405f2090565b905f5260205260405f2090565b546150e6565b94851561478f57916001600160a01b03610200949261474261473c89966146f1866001600160a01b03165f52600460205260405f2090565b60019055565b1690816040517fa4195c37c2947bbe89165f03e320b6903116f0b10d8cfdb522330f7ce6f9fa246001600160a01b038087169416918061478789829190602083019252565b0390a4614823565b50630a6fa19f60e11b5f526001600160a01b039182166004521660245260445ffd5b63de889abf60e01b5f526001600160a01b03821660045260245ffd5b506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166001600160a01b038316146146c1565b506001600160a01b0384166001600160a01b038316146146ba565b916001600160a01b036040519263a9059cbb60e01b5f521660045260245260205f60448180865af160015f5114811615614882575b604091909152155b6148675750565b635274afe760e01b5f526001600160a01b031660045260245ffd5b6001811516614898573d15833b15151616614858565b503d5f823e3d90fd5b9290916001600160a01b039081604051946323b872dd60e01b5f52166004521660245260445260205f60648180865af160015f51148116156148ee575b6040919091525f60605215614860565b6001811516614898573d15833b151516166148de565b6040516370a0823160e01b81523060048201529190602090839060249082906001600160a01b03165afa9182156119fb575f92614979575b50808211156149705761494e91611bf1565b905b80820361495b575050565b6354a2614760e11b5f5260045260245260445ffd5b50505f90614950565b61499391925060203d602011612802576127f38183611b72565b905f61493c565b630fffffff81116149a85750565b630c5ee35960e11b5f52600452630fffffff60245260445ffd5b623fffff81116149cf5750565b630c5ee35960e11b5f52600452623fffff60245260445ffd5b640fffffffff81116149f75750565b630c5ee35960e11b5f52600452640fffffffff60245260445ffd5b610fff8111614a1e5750565b630c5ee35960e11b5f52600452610fff60245260445ffd5b6001600160a01b03168015908115614af7575b8115614ac4575b8115614a91575b8115614a61575090565b90506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000161490565b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031681149150614a57565b7f00000000000000000000000000000000000000000000000000000000000000006001600160a01b031681149150614a50565b3081149150614a49565b90614b0b81612ede565b916101208201908382511190811591614b71575b8115614b54575b50614b4f5760a090519101518082105f14614b48575080821115612e7a575090565b90506140a6565b505090565b90505f52600760205264ffffffffff60405f20541615155f614b26565b9050614b7c83612eb7565b60e08401511190614b1f565b908115614b9e57633b9aca000281015f19010490565b634e487b7160e01b5f52601260045260245ffd5b60041115611d0b57565b93919092614bc985614243565b91614bd58282856150fe565b50614be281979297614bb2565b1580614c8f575b614c8657828285833b15159384614c73575b50505050614c6b57614c0c86611c4a565b3b15159283614c50575b505050614c4b5750614c2a61062392611c4a565b6325cb615d60e21b5f526001600160a01b0390811660045216602452604490565b915050565b614c639350614c5e87611c4a565b615132565b5f8080614c16565b505050915050565b614c7d9450615132565b8282855f614bfb565b50505050915050565b506001600160a01b0386166001600160a01b0382168114908115614cb4575b50614be9565b9050614cc2610a0989611c4a565b145f614cae565b90610200916001600160a01b03825116602083015160a01b178155611e1c82826140bb565b9064ffffffffff8091169116039064ffffffffff8211611bfe57565b6113f1915f916101408201908151614d34575b5060c0614d2983612ede565b920151905191615186565b5f52600760205260405f2064ffffffffff60405191614d5283611b37565b54818116835260281c16602082018181529064ffffffffff16428111159081614dac575b50614d82575b50614d1d565b614da492945090614d9e61063e610683935164ffffffffff1690565b90614cee565b915f80614d7c565b614dbd915064ffffffffff166120da565b4211155f614d76565b60ff811690601f8211614df55760405191614de2604084611b72565b6020808452838101919036833783525290565b632cd44ac360e21b5f5260045ffd5b546001600160401b03168015611e7f57805f526002602052614e2860405f20612389565b614e31816152ca565b15614e665760026080820151614e4681611d01565b614e4f81611d01565b03614e5d57611e7f91613d9f565b61020091613f8a565b5063873cedbb60e01b5f5260045260245ffd5b915490919060a01c60ff166150ba576101c08101614e9961249682611d25565b60e08401526101e08201926bffffffffffffffffffffffff614eba856129e0565b16156150b4577f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169081615043575f5b614efe612b03876129e0565b8110614ff857506101a0614f13910160019052565b614f85610683614f42614f3c6020614f356107b95f546001600160401b031690565b9701611c4a565b966129e0565b93614f7f612496614f7963ffffffff7f000000000000000000000000000000000000000000000000000000000000000016426120ea565b92611d25565b906120ea565b93813b1561001557604051639f16346160e01b81526001600160401b0390941660048501526001600160a01b031660248401526bffffffffffffffffffffffff909116604483015264ffffffffff9092166064820152905f9082908183816084810103925af180156119fb57611e825750565b856106239161501261500c60208901611c4a565b926129e0565b634e667e1560e01b5f526001600160a01b039092166004526024526bffffffffffffffffffffffff16604452606490565b61507c6020615053818701611c4a565b604051630213119b60e51b81526001600160a01b03909116600482015291829081906024820190565b0381865afa9081156119fb575f91615095575b50614ef2565b6150ae915060203d602011612802576127f38183611b72565b5f61508f565b50505050565b80610ce3610cdd60206106239401611c4a565b604051903d82523d5f602084013e60203d830101604052565b806150f057505f90565b5f198101908111611bfe5790565b9060418303615128576151219250602081013591604082359201355f1a90615337565b9192909190565b50505f9160029190565b906064846020955f9560405194630b135d3f60e11b8652600486015260406024860152816044860152838501378281018201859052601f01601f191601915afa630b135d3f60e11b5f5114601f3d11161690565b929091808210156151ab5703905b8203808210156151a45750900390565b9050900390565b50505f90615194565b6001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163014806152a1575b1561520f577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a0815261288760c082611b72565b507f000000000000000000000000000000000000000000000000000000000000000046146151e6565b600260808201516152da81611d01565b6152e381611d01565b14615321576060015163ffffffff7f0000000000000000000000000000000000000000000000000000000000000000168101809111611bfe57421190565b61533064ffffffffff9161281b565b1642101590565b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a084116153ae579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa156119fb575f516001600160a01b038116156153a457905f905f90565b505f906001905f90565b5050505f9160039190566101806040523461025e57611c9e8038038061001a81610276565b92833981019060208183031261025e578051906001600160401b03821161025e57016101208183031261025e5760405161012081016001600160401b038111828210176102625760405261006d8261029b565b815261007b6020830161029b565b6020820190815261008e6040840161029b565b604083019081526100a16060850161029b565b606084019081526100b46080860161029b565b916080850192835260a08601519363ffffffff8516850361025e5760a086019485526100e260c088016102af565b9560c081019687526100f660e089016102af565b60e0820190815261010089015190986001600160401b03821161025e57019880601f8b01121561025e578951906001600160401b0382116102625760209a8b806101458560051b9e8f01610276565b80958152019c82010191821161025e576020019a5b818c106102465761010080850184905284516001600160a01b039081166080528651811660a0528751811660c0528851811660e0528951169052885163ffffffff1661012052895161ffff908116610140528b5116610160526040516119df90816102bf823960805181818161026a01528181611023015281816112d40152611958015260a0518181816103db015281816107070152610828015260c051818181610383015281816109e40152611220015260e05181610d9001526101005181610a27015261012051818181610cb5015261182a01526101405181610a99015261016051816102270152f35b602080916102538e61029b565b8152019b019a61015a565b5f80fd5b634e487b7160e01b5f52604160045260245ffd5b6040519190601f01601f191682016001600160401b0381118382101761026257604052565b51906001600160a01b038216820361025e57565b519061ffff8216820361025e5756fe6080806040526004361015610012575f80fd5b5f3560e01c90816308cfe5c314610db45750806312261ee714610d7157806312ed388814610cd9578063204fc81714610c9957806321603f4314610ae35780632453ffa814610abd57806324a9d85314610a7f57806328079e4a14610a4b5780632cdc1c7414610a085780634cf088d9146109c55780634d6ed8c41461094757806354fd4d50146108ed5780636d8ef77c1461072b5780637b103999146106e85780639d63848a14610620578063d181d75e14610326578063d4b1a7f7146102cb578063dbceb0051461028e578063e1758bd81461024b578063e3f5501c1461020d578063f794062e146101d35763fe1ae8331461010e575f80fd5b346101cf5760603660031901126101cf57610127610dcf565b61012f610de5565b604435916001600160a01b03831683036101cf576001600160a01b031691825f52600860205260405f206001600160a01b0383165f5260205261018367ffffffffffffffff60405f205460281c1691611945565b906001600160a01b03604051936020850195865216604084015260608301526080820152608081526101b660a082610e5a565b5190205f526009602052602060405f2054604051908152f35b5f80fd5b346101cf5760203660031901126101cf576001600160a01b036101f4610dcf565b165f526005602052602060405f20541515604051908152f35b346101cf575f3660031901126101cf57602060405161ffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf575f3660031901126101cf5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf5760203660031901126101cf5760806102c96102af600435611408565b6102bf6040939293518094610dfb565b6040830190610dfb565bf35b346101cf5760403660031901126101cf576102e4610dcf565b6001600160a01b036102f4610de5565b91165f5260086020526001600160a01b0360405f2091165f52602052602064ffffffffff60405f205416604051908152f35b346101cf5760403660031901126101cf5761033f610dcf565b6001600160a01b0361034f610de5565b9116805f52600360205260405f206001600160a01b0383165f5260205260ff60405f205460a01c1615906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000169081155f146105bd5750505f5b6001600160a01b0360405193632ffef98760e21b85521660048401525f836024816001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165afa9283156105b2575f93610434575b506bffffffffffffffffffffffff60206060940151169060405192835260208301526040820152f35b92503d805f853e6104458185610e5a565b8301926020818503126101cf5780519067ffffffffffffffff82116101cf570192610280848203126101cf57604051610140810181811067ffffffffffffffff82111761059e5760405284516001600160a01b03811681036101cf57815260208501516bffffffffffffffffffffffff811681036101cf5760208201526104cf8260408701611327565b60408201526104e2826101008701611327565b60608201526101c085015180151581036101cf5760808201526105086101e08601611315565b60a082015261020085015162ffffff811681036101cf5760c08201526105316102208601611304565b60e082015261024085015167ffffffffffffffff81116101cf57826105579187016113b2565b6101008201526102608501519067ffffffffffffffff82116101cf576105906bffffffffffffffffffffffff93602093606098016113b2565b61012082015294505061040b565b634e487b7160e01b5f52604160045260245ffd5b6040513d5f823e3d90fd5b602090602460405180948193630213119b60e51b835260048301525afa9081156105b2575f916105ee575b506103b0565b90506020813d602011610618575b8161060960209383610e5a565b810103126101cf5751836105e8565b3d91506105fc565b346101cf575f3660031901126101cf576040518060206001549283815201809260015f527fb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf6905f5b8181106106c9575050508161067e910382610e5a565b604051918291602083019060208452518091526040830191905f5b8181106106a7575050500390f35b82516001600160a01b0316845285945060209384019390920191600101610699565b82546001600160a01b0316845260209093019260019283019201610668565b346101cf575f3660031901126101cf5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf5760803660031901126101cf57610744610dcf565b61074c610de5565b6044359063ffffffff82168092036101cf576064359067ffffffffffffffff82168092036101cf576001600160a01b03165f52600360205260405f206001600160a01b0384165f5260205260405f2090604051916080830183811067ffffffffffffffff82111761059e57604052549267ffffffffffffffff84168352602083019267ffffffffffffffff8560401c168452606060ff604083019663ffffffff8160801c16885260a01c1615159101526001600160a01b036040519563582805d960e01b87521660048601526020856024816001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000165afa9485156105b2575f956108ab575b5063ffffffff60209516811493841594610879575b85856040519015158152f35b5163ffffffff161492509082610895575b50508280808061086d565b5167ffffffffffffffff1610159050828061088a565b94506020853d6020116108e5575b816108c660209383610e5a565b810103126101cf5763ffffffff6108de602096611304565b9550610858565b3d91506108b9565b346101cf575f3660031901126101cf57604080519061090c8183610e5a565b600182526020820191601960f91b83528151928391602083525180918160208501528484015e5f828201840152601f01601f19168101030190f35b346101cf5760203660031901126101cf576004355f52600260205261096e60405f2061163f565b602081015160808201519060068210156109b157602092633b9aca00926002036109a75761099b9061186b565b905b0204604051908152f35b60c001519061099d565b634e487b7160e01b5f52602160045260245ffd5b346101cf575f3660031901126101cf5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf575f3660031901126101cf5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf5760403660031901126101cf576020610a77610a69610dcf565b610a71610de5565b9061120c565b604051908152f35b346101cf575f3660031901126101cf57602060405161ffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf575f3660031901126101cf57602067ffffffffffffffff5f5416604051908152f35b346101cf5760203660031901126101cf57610aff600435610eb8565b6040516001600160a01b0382511681526001600160a01b0360208301511660208201526001600160a01b0360408301511660408201526bffffffffffffffffffffffff6060830151166060820152608082015163ffffffff815116608083015263ffffffff60208201511660a083015263ffffffff60408201511660c083015264ffffffffff60608201511660e083015261ffff60808201511661010083015260a06001600160a01b03199101511661012082015260a08201519160068310156109b15761022064ffffffffff916102e0946101408501528260c08201511661016085015263ffffffff60e08201511661018085015263ffffffff610100820151166101a085015263ffffffff610120820151166101c085015263ffffffff610140820151166101e085015263ffffffff6101608201511661020085015263ffffffff61018082015116828501526101a081015115156102408501526001600160a01b036101c08201511661026085015261ffff6101e08201511661028085015282610200820151166102a08501520151166102c0820152f35b346101cf575f3660031901126101cf57602060405163ffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf5760403660031901126101cf57610cf2610dcf565b6001600160a01b03610d02610de5565b91165f5260036020526001600160a01b0360405f2091165f5260205267ffffffffffffffff60405f20541680151580610d4f575b15610d47575060205f604051908152f35b602090610a77565b50805f526002602052610d6c610d6760405f2061163f565b611806565b610d36565b346101cf575f3660031901126101cf5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346101cf575f3660031901126101cf578062093a8060209252f35b600435906001600160a01b03821682036101cf57565b602435906001600160a01b03821682036101cf57565b905f905b60028210610e0c57505050565b6020806001928551815201930191019091610dff565b60c0810190811067ffffffffffffffff82111761059e57604052565b6040810190811067ffffffffffffffff82111761059e57604052565b90601f8019910116810190811067ffffffffffffffff82111761059e57604052565b60405190610e8982610e22565b5f60a0838281528260208201528260408201528260608201528260808201520152565b60068210156109b15752565b90604051610240810181811067ffffffffffffffff82111761059e576040525f81525f60208201525f60408201525f6060820152610ef4610e7c565b60808201525f60a08201525f60c08201525f60e08201525f6101008201525f6101208201525f6101408201525f6101608201525f6101808201525f6101a08201525f6101c08201525f6101e08201525f6102008201525f6102208201528092805f526002602052610f6760405f2061163f565b916080830190815160068110156109b157156111e45750815f52600760205260405f209060405191610f9883610e3e565b549264ffffffffff8416835264ffffffffff602084019460281c1684525f52600660205260405f209060405191610fce83610e3e565b54946001600160a01b038616835261ffff602084019660a01c1686526001600160a01b0381511688526001600160a01b03604082015116602089015261016081015180155f1461118f57506001600160a01b037f00000000000000000000000000000000000000000000000000000000000000005b1660408901526bffffffffffffffffffffffff60208201511660608901526101c0810151608089015281519060068210156109b1576110886101a09260a08b01610eac565b64ffffffffff60608201511660c08a015263ffffffff60a08201511660e08a015263ffffffff610100820151166101008a015263ffffffff610120820151166101208a015263ffffffff610140820151166101408a015263ffffffff60e0820151166101608a015263ffffffff60c0820151166101808a015201511515908161114d575b5064ffffffffff946001600160a01b0386949361ffff9315156101a08b015251166101c089015251166101e087015251166102008501525116610220830152565b8091505160068110156109b157600114908115611171575b5064ffffffffff61110c565b519291905060068310156109b157909160021464ffffffffff611165565b6001548110156111d0576001600160a01b03809160015f527fb10e2d527612073b26eecdfd717e6a320cf44b4afac2b0732d9fcbe2b7fa0cf6015416611043565b634e487b7160e01b5f52603260045260245ffd5b9450505050565b919082039182116111f857565b634e487b7160e01b5f52601160045260245ffd5b6001600160a01b0316906001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168214806112c9575b6112bf576001600160a01b03165f52600560205260405f20549081155f146112715750505f5b90565b5f52600460205260405f20905f1981019081116111f8575f5260205260405f205480155f1461129f57505f90565b5f1981019081111561126e57634e487b7160e01b5f52601160045260245ffd5b50505f5460401c90565b506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000166001600160a01b03821614611248565b519063ffffffff821682036101cf57565b519064ffffffffff821682036101cf57565b91908260c09103126101cf5760405161133f81610e22565b809261134a81611304565b825261135860208201611304565b602083015261136960408201611304565b604083015261137a60608201611315565b606083015260808101519061ffff821682036101cf5760a09160808401520151906001600160a01b0319821682036101cf5760a00152565b81601f820112156101cf5780519067ffffffffffffffff821161059e57604051926113e7601f8401601f191660200185610e5a565b828452602083830101116101cf57815f9260208093018386015e8301015290565b9060409081516114188382610e5a565b82368237809383519061142b8583610e5a565b843683378194815f526002602052611444815f2061163f565b926020840192835192633b9aca0060a08701948551020492611476865194633b9aca0060c08a019687510204906111eb565b9760808801805160068110156109b15760011461162e575b5160068110156109b1576001190161162157505064ffffffffff6114b18761188c565b1642101595633b9aca00865185510204956114df87633b9aca0083518b5f14611611578951905b02046111eb565b8c5251961561152357505050506114fe92633b9aca00915102046111eb565b835261151761150e8551836111eb565b918451906111eb565b60208401526020840152565b90919293505f916101408201938451611582575b505091633b9aca00939161154e6114fe979461186b565b92519151808210156115795703905b8203808210156115715750905b03906114d8565b90509061156a565b50505f9061155d565b5f52600760205264ffffffffff815f2091519161159e83610e3e565b54818116835260281c1660208201908082528042101590816115f9575b50156115375764ffffffffff919297949593508190511691511690039264ffffffffff84116111f8579194909264ffffffffff16908061154e611537565b90506201518081018091116111f8574211155f6115bb565b61161b86896118b8565b906114d8565b9a50985050505050505050565b89602084015289602083015261148e565b906040516101e0810181811067ffffffffffffffff82111761059e576040525f81525f602082015260408101925f845260608201935f855260808301915f835260a08401905f825260c08501905f825260e08601925f84525f6101008801525f6101208801525f6101408801525f6101608801525f6101808801525f6101a08801526116c9610e7c565b6101c0880152869882549560026001850154940154966001600160a01b0381168a5260a01c60208a01526001600160a01b0384169052640fffffffff8360a01c169052600f8260c41c169560068710156109b1576101a09661172a91610eac565b630fffffff8260c81c16905260e41c9052620fffff82169052630fffffff8160141c16610100840152630fffffff8160301c16610120840152623fffff81604c1c16610140840152610fff8160621c1661016084015263ffffffff81606e1c166101c08401515263ffffffff81608e1c1660206101c0850151015263ffffffff8160ae1c1660406101c08501510152640fffffffff8160ce1c1660606101c08501510152610fff8160f21c1660806101c0850151015260018160fe1c16151561018084015260ff1c1515910152565b919082018092116111f857565b608081015160068110156109b15760021461185557606061185091015163ffffffff7f000000000000000000000000000000000000000000000000000000000000000016906117f9565b421190565b61186464ffffffffff9161188c565b1642101590565b60e0611876826119b8565b9101519081811115611886570390565b50505f90565b6118b464ffffffffff9160a06118ab606083015160e0840151906117f9565b910151906117f9565b1690565b906118c28161186b565b91610120820190838251119081159161192e575b8115611911575b5061190c5760a090519101518082105f1461190557505b80821115611900575090565b905090565b90506118f4565b505090565b90505f52600760205264ffffffffff60405f20541615155f6118dd565b9050611939836119b8565b60e084015111906118d6565b6001600160a01b03166001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001681146119b357805f52600560205260405f20549081156119a157505f1981019081116111f85790565b63549989cd60e01b5f5260045260245ffd5b505f90565b6119c66060820151426111eb565b9060a060e0820151910151018082105f1461190057509056",
}

// Market is an auto generated Go binding around an Ethereum contract.
type Market struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Market) GetABI() abi.ABI {
	return c.abi
}

// NewMarket creates a new instance of Market.
func NewMarket() *Market {
	parsed, err := MarketMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Market{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Market) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor((address,address,address,address,address,uint32,uint16,uint16,address[]) c) returns()
func (market *Market) PackConstructor(c MarketStateConfig) []byte {
	enc, err := market.abi.Pack("", c)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb260c42a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activate(uint256 id) returns()
func (market *Market) PackActivate(id *big.Int) []byte {
	enc, err := market.abi.Pack("activate", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivate is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb260c42a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activate(uint256 id) returns()
func (market *Market) TryPackActivate(id *big.Int) ([]byte, error) {
	return market.abi.Pack("activate", id)
}

// PackActivationWindow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204fc817.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) PackActivationWindow() []byte {
	enc, err := market.abi.Pack("activationWindow")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackActivationWindow is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204fc817.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) TryPackActivationWindow() ([]byte, error) {
	return market.abi.Pack("activationWindow")
}

// UnpackActivationWindow is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x204fc817.
//
// Solidity: function activationWindow() view returns(uint32)
func (market *Market) UnpackActivationWindow(data []byte) (uint32, error) {
	out, err := market.abi.Unpack("activationWindow", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackAgentBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe1ae833.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function agentBudget(address user, address agent, address token) view returns(uint256)
func (market *Market) PackAgentBudget(user common.Address, agent common.Address, token common.Address) []byte {
	enc, err := market.abi.Pack("agentBudget", user, agent, token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAgentBudget is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfe1ae833.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function agentBudget(address user, address agent, address token) view returns(uint256)
func (market *Market) TryPackAgentBudget(user common.Address, agent common.Address, token common.Address) ([]byte, error) {
	return market.abi.Pack("agentBudget", user, agent, token)
}

// UnpackAgentBudget is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfe1ae833.
//
// Solidity: function agentBudget(address user, address agent, address token) view returns(uint256)
func (market *Market) UnpackAgentBudget(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("agentBudget", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAgentUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd4b1a7f7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function agentUntil(address user, address agent) view returns(uint40 until)
func (market *Market) PackAgentUntil(user common.Address, agent common.Address) []byte {
	enc, err := market.abi.Pack("agentUntil", user, agent)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAgentUntil is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd4b1a7f7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function agentUntil(address user, address agent) view returns(uint40 until)
func (market *Market) TryPackAgentUntil(user common.Address, agent common.Address) ([]byte, error) {
	return market.abi.Pack("agentUntil", user, agent)
}

// UnpackAgentUntil is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd4b1a7f7.
//
// Solidity: function agentUntil(address user, address agent) view returns(uint40 until)
func (market *Market) UnpackAgentUntil(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("agentUntil", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAnnounceEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa290cf15.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function announceEnd(uint256 id, uint40 end) returns()
func (market *Market) PackAnnounceEnd(id *big.Int, end *big.Int) []byte {
	enc, err := market.abi.Pack("announceEnd", id, end)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAnnounceEnd is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa290cf15.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function announceEnd(uint256 id, uint40 end) returns()
func (market *Market) TryPackAnnounceEnd(id *big.Int, end *big.Int) ([]byte, error) {
	return market.abi.Pack("announceEnd", id, end)
}

// PackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x774291c2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cancel(uint256 id, uint8 reason) returns()
func (market *Market) PackCancel(id *big.Int, reason uint8) []byte {
	enc, err := market.abi.Pack("cancel", id, reason)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCancel is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x774291c2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cancel(uint256 id, uint8 reason) returns()
func (market *Market) TryPackCancel(id *big.Int, reason uint8) ([]byte, error) {
	return market.abi.Pack("cancel", id, reason)
}

// PackCollectFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc8796572.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function collectFees() returns(uint256 amount)
func (market *Market) PackCollectFees() []byte {
	enc, err := market.abi.Pack("collectFees")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCollectFees is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xc8796572.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function collectFees() returns(uint256 amount)
func (market *Market) TryPackCollectFees() ([]byte, error) {
	return market.abi.Pack("collectFees")
}

// UnpackCollectFees is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xc8796572.
//
// Solidity: function collectFees() returns(uint256 amount)
func (market *Market) UnpackCollectFees(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("collectFees", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCreateOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcce97857.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createOrder((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) PackCreateOrder(quote IMarketTypesQuote, signature []byte, duration uint32) []byte {
	enc, err := market.abi.Pack("createOrder", quote, signature, duration)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xcce97857.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createOrder((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) TryPackCreateOrder(quote IMarketTypesQuote, signature []byte, duration uint32) ([]byte, error) {
	return market.abi.Pack("createOrder", quote, signature, duration)
}

// UnpackCreateOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xcce97857.
//
// Solidity: function createOrder((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 id)
func (market *Market) UnpackCreateOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("createOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCreateOrderWithPermit2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2fe0651.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function createOrderWithPermit2((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitNonce, uint256 permitDeadline, bytes ownerSignature) returns(uint256 id)
func (market *Market) PackCreateOrderWithPermit2(quote IMarketTypesQuote, signature []byte, duration uint32, permitNonce *big.Int, permitDeadline *big.Int, ownerSignature []byte) []byte {
	enc, err := market.abi.Pack("createOrderWithPermit2", quote, signature, duration, permitNonce, permitDeadline, ownerSignature)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCreateOrderWithPermit2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa2fe0651.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function createOrderWithPermit2((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitNonce, uint256 permitDeadline, bytes ownerSignature) returns(uint256 id)
func (market *Market) TryPackCreateOrderWithPermit2(quote IMarketTypesQuote, signature []byte, duration uint32, permitNonce *big.Int, permitDeadline *big.Int, ownerSignature []byte) ([]byte, error) {
	return market.abi.Pack("createOrderWithPermit2", quote, signature, duration, permitNonce, permitDeadline, ownerSignature)
}

// UnpackCreateOrderWithPermit2 is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa2fe0651.
//
// Solidity: function createOrderWithPermit2((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration, uint256 permitNonce, uint256 permitDeadline, bytes ownerSignature) returns(uint256 id)
func (market *Market) UnpackCreateOrderWithPermit2(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("createOrderWithPermit2", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEarned is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4d6ed8c4.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) PackEarned(id *big.Int) []byte {
	enc, err := market.abi.Pack("earned", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEarned is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4d6ed8c4.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) TryPackEarned(id *big.Int) ([]byte, error) {
	return market.abi.Pack("earned", id)
}

// UnpackEarned is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4d6ed8c4.
//
// Solidity: function earned(uint256 id) view returns(uint256)
func (market *Market) UnpackEarned(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("earned", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) PackEip712Domain() []byte {
	enc, err := market.abi.Pack("eip712Domain")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEip712Domain is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x84b0196e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) TryPackEip712Domain() ([]byte, error) {
	return market.abi.Pack("eip712Domain")
}

// Eip712DomainOutput serves as a container for the return parameters of contract
// method Eip712Domain.
type Eip712DomainOutput struct {
	Fields            [1]byte
	Name              string
	Version           string
	ChainId           *big.Int
	VerifyingContract common.Address
	Salt              [32]byte
	Extensions        []*big.Int
}

// UnpackEip712Domain is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x84b0196e.
//
// Solidity: function eip712Domain() view returns(bytes1 fields, string name, string version, uint256 chainId, address verifyingContract, bytes32 salt, uint256[] extensions)
func (market *Market) UnpackEip712Domain(data []byte) (Eip712DomainOutput, error) {
	out, err := market.abi.Unpack("eip712Domain", data)
	outstruct := new(Eip712DomainOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Fields = *abi.ConvertType(out[0], new([1]byte)).(*[1]byte)
	outstruct.Name = *abi.ConvertType(out[1], new(string)).(*string)
	outstruct.Version = *abi.ConvertType(out[2], new(string)).(*string)
	outstruct.ChainId = abi.ConvertType(out[3], new(big.Int)).(*big.Int)
	outstruct.VerifyingContract = *abi.ConvertType(out[4], new(common.Address)).(*common.Address)
	outstruct.Salt = *abi.ConvertType(out[5], new([32]byte)).(*[32]byte)
	outstruct.Extensions = *abi.ConvertType(out[6], new([]*big.Int)).(*[]*big.Int)
	return *outstruct, nil
}

// PackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf81bf43.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function expire(uint256 id) returns()
func (market *Market) PackExpire(id *big.Int) []byte {
	enc, err := market.abi.Pack("expire", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExpire is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbf81bf43.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function expire(uint256 id) returns()
func (market *Market) TryPackExpire(id *big.Int) ([]byte, error) {
	return market.abi.Pack("expire", id)
}

// PackExtend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x398226cb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function extend(uint256 id, uint32 addedSeconds) returns()
func (market *Market) PackExtend(id *big.Int, addedSeconds uint32) []byte {
	enc, err := market.abi.Pack("extend", id, addedSeconds)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExtend is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x398226cb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function extend(uint256 id, uint32 addedSeconds) returns()
func (market *Market) TryPackExtend(id *big.Int, addedSeconds uint32) ([]byte, error) {
	return market.abi.Pack("extend", id, addedSeconds)
}

// PackExtendFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c48f135.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function extendFor(uint256 id, uint32 addedSeconds) returns()
func (market *Market) PackExtendFor(id *big.Int, addedSeconds uint32) []byte {
	enc, err := market.abi.Pack("extendFor", id, addedSeconds)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackExtendFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x5c48f135.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function extendFor(uint256 id, uint32 addedSeconds) returns()
func (market *Market) TryPackExtendFor(id *big.Int, addedSeconds uint32) ([]byte, error) {
	return market.abi.Pack("extendFor", id, addedSeconds)
}

// PackFeeBps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x24a9d853.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function feeBps() view returns(uint16)
func (market *Market) PackFeeBps() []byte {
	enc, err := market.abi.Pack("feeBps")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackFeeBps is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x24a9d853.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function feeBps() view returns(uint16)
func (market *Market) TryPackFeeBps() ([]byte, error) {
	return market.abi.Pack("feeBps")
}

// UnpackFeeBps is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x24a9d853.
//
// Solidity: function feeBps() view returns(uint16)
func (market *Market) UnpackFeeBps(data []byte) (uint16, error) {
	out, err := market.abi.Unpack("feeBps", data)
	if err != nil {
		return *new(uint16), err
	}
	out0 := *abi.ConvertType(out[0], new(uint16)).(*uint16)
	return out0, nil
}

// PackHashQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9a525abd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hashQuote((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) PackHashQuote(quote IMarketTypesQuote) []byte {
	enc, err := market.abi.Pack("hashQuote", quote)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHashQuote is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9a525abd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hashQuote((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) TryPackHashQuote(quote IMarketTypesQuote) ([]byte, error) {
	return market.abi.Pack("hashQuote", quote)
}

// UnpackHashQuote is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9a525abd.
//
// Solidity: function hashQuote((address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote) view returns(bytes32)
func (market *Market) UnpackHashQuote(data []byte) ([32]byte, error) {
	out, err := market.abi.Unpack("hashQuote", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackIsListed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf794062e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function isListed(address token) view returns(bool)
func (market *Market) PackIsListed(token common.Address) []byte {
	enc, err := market.abi.Pack("isListed", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackIsListed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf794062e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function isListed(address token) view returns(bool)
func (market *Market) TryPackIsListed(token common.Address) ([]byte, error) {
	return market.abi.Pack("isListed", token)
}

// UnpackIsListed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf794062e.
//
// Solidity: function isListed(address token) view returns(bool)
func (market *Market) UnpackIsListed(data []byte) (bool, error) {
	out, err := market.abi.Unpack("isListed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackListToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1fc1e25f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function listToken(address token) returns(uint256 index)
func (market *Market) PackListToken(token common.Address) []byte {
	enc, err := market.abi.Pack("listToken", token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackListToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1fc1e25f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function listToken(address token) returns(uint256 index)
func (market *Market) TryPackListToken(token common.Address) ([]byte, error) {
	return market.abi.Pack("listToken", token)
}

// UnpackListToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1fc1e25f.
//
// Solidity: function listToken(address token) returns(uint256 index)
func (market *Market) UnpackListToken(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("listToken", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackLister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2cdc1c74.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function lister() view returns(address)
func (market *Market) PackLister() []byte {
	enc, err := market.abi.Pack("lister")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2cdc1c74.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function lister() view returns(address)
func (market *Market) TryPackLister() ([]byte, error) {
	return market.abi.Pack("lister")
}

// UnpackLister is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2cdc1c74.
//
// Solidity: function lister() view returns(address)
func (market *Market) UnpackLister(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("lister", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackLiveOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12ed3888.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) PackLiveOrder(user common.Address, node common.Address) []byte {
	enc, err := market.abi.Pack("liveOrder", user, node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackLiveOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12ed3888.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) TryPackLiveOrder(user common.Address, node common.Address) ([]byte, error) {
	return market.abi.Pack("liveOrder", user, node)
}

// UnpackLiveOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x12ed3888.
//
// Solidity: function liveOrder(address user, address node) view returns(uint256 id)
func (market *Market) UnpackLiveOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("liveOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMaxReferrerShare is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe3f5501c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function maxReferrerShare() view returns(uint16)
func (market *Market) PackMaxReferrerShare() []byte {
	enc, err := market.abi.Pack("maxReferrerShare")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMaxReferrerShare is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe3f5501c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function maxReferrerShare() view returns(uint16)
func (market *Market) TryPackMaxReferrerShare() ([]byte, error) {
	return market.abi.Pack("maxReferrerShare")
}

// UnpackMaxReferrerShare is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe3f5501c.
//
// Solidity: function maxReferrerShare() view returns(uint16)
func (market *Market) UnpackMaxReferrerShare(data []byte) (uint16, error) {
	out, err := market.abi.Unpack("maxReferrerShare", data)
	if err != nil {
		return *new(uint16), err
	}
	out0 := *abi.ConvertType(out[0], new(uint16)).(*uint16)
	return out0, nil
}

// PackMulticall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac9650d8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) PackMulticall(data [][]byte) []byte {
	enc, err := market.abi.Pack("multicall", data)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMulticall is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xac9650d8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) TryPackMulticall(data [][]byte) ([]byte, error) {
	return market.abi.Pack("multicall", data)
}

// UnpackMulticall is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xac9650d8.
//
// Solidity: function multicall(bytes[] data) returns(bytes[] results)
func (market *Market) UnpackMulticall(data []byte) ([][]byte, error) {
	out, err := market.abi.Unpack("multicall", data)
	if err != nil {
		return *new([][]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([][]byte)).(*[][]byte)
	return out0, nil
}

// PackNativeToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe1758bd8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nativeToken() view returns(address)
func (market *Market) PackNativeToken() []byte {
	enc, err := market.abi.Pack("nativeToken")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNativeToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe1758bd8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nativeToken() view returns(address)
func (market *Market) TryPackNativeToken() ([]byte, error) {
	return market.abi.Pack("nativeToken")
}

// UnpackNativeToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xe1758bd8.
//
// Solidity: function nativeToken() view returns(address)
func (market *Market) UnpackNativeToken(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("nativeToken", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21603f43.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function order(uint256 id) view returns((address,address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint8,uint40,uint32,uint32,uint32,uint32,uint32,uint32,bool,address,uint16,uint40,uint40) o)
func (market *Market) PackOrder(id *big.Int) []byte {
	enc, err := market.abi.Pack("order", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x21603f43.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function order(uint256 id) view returns((address,address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint8,uint40,uint32,uint32,uint32,uint32,uint32,uint32,bool,address,uint16,uint40,uint40) o)
func (market *Market) TryPackOrder(id *big.Int) ([]byte, error) {
	return market.abi.Pack("order", id)
}

// UnpackOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x21603f43.
//
// Solidity: function order(uint256 id) view returns((address,address,address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),uint8,uint40,uint32,uint32,uint32,uint32,uint32,uint32,bool,address,uint16,uint40,uint40) o)
func (market *Market) UnpackOrder(data []byte) (IMarketTypesOrder, error) {
	out, err := market.abi.Unpack("order", data)
	if err != nil {
		return *new(IMarketTypesOrder), err
	}
	out0 := *abi.ConvertType(out[0], new(IMarketTypesOrder)).(*IMarketTypesOrder)
	return out0, nil
}

// PackOrderCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2453ffa8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) PackOrderCount() []byte {
	enc, err := market.abi.Pack("orderCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOrderCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2453ffa8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) TryPackOrderCount() ([]byte, error) {
	return market.abi.Pack("orderCount")
}

// UnpackOrderCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x2453ffa8.
//
// Solidity: function orderCount() view returns(uint256)
func (market *Market) UnpackOrderCount(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("orderCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28079e4a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function owed(address account, address token) view returns(uint256)
func (market *Market) PackOwed(account common.Address, token common.Address) []byte {
	enc, err := market.abi.Pack("owed", account, token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOwed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x28079e4a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function owed(address account, address token) view returns(uint256)
func (market *Market) TryPackOwed(account common.Address, token common.Address) ([]byte, error) {
	return market.abi.Pack("owed", account, token)
}

// UnpackOwed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x28079e4a.
//
// Solidity: function owed(address account, address token) view returns(uint256)
func (market *Market) UnpackOwed(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("owed", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12261ee7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit2() view returns(address)
func (market *Market) PackPermit2() []byte {
	enc, err := market.abi.Pack("permit2")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit2 is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12261ee7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit2() view returns(address)
func (market *Market) TryPackPermit2() ([]byte, error) {
	return market.abi.Pack("permit2")
}

// UnpackPermit2 is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x12261ee7.
//
// Solidity: function permit2() view returns(address)
func (market *Market) UnpackPermit2(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("permit2", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackProbationLimit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x08cfe5c3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) PackProbationLimit() []byte {
	enc, err := market.abi.Pack("probationLimit")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProbationLimit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x08cfe5c3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) TryPackProbationLimit() ([]byte, error) {
	return market.abi.Pack("probationLimit")
}

// UnpackProbationLimit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x08cfe5c3.
//
// Solidity: function probationLimit() view returns(uint32)
func (market *Market) UnpackProbationLimit(data []byte) (uint32, error) {
	out, err := market.abi.Unpack("probationLimit", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackProbationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd181d75e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function probationOf(address user, address node) view returns(bool first, uint256 free, uint96 minStake)
func (market *Market) PackProbationOf(user common.Address, node common.Address) []byte {
	enc, err := market.abi.Pack("probationOf", user, node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackProbationOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd181d75e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function probationOf(address user, address node) view returns(bool first, uint256 free, uint96 minStake)
func (market *Market) TryPackProbationOf(user common.Address, node common.Address) ([]byte, error) {
	return market.abi.Pack("probationOf", user, node)
}

// ProbationOfOutput serves as a container for the return parameters of contract
// method ProbationOf.
type ProbationOfOutput struct {
	First    bool
	Free     *big.Int
	MinStake *big.Int
}

// UnpackProbationOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd181d75e.
//
// Solidity: function probationOf(address user, address node) view returns(bool first, uint256 free, uint96 minStake)
func (market *Market) UnpackProbationOf(data []byte) (ProbationOfOutput, error) {
	out, err := market.abi.Unpack("probationOf", data)
	outstruct := new(ProbationOfOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.First = *abi.ConvertType(out[0], new(bool)).(*bool)
	outstruct.Free = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.MinStake = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackQuoteUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6d8ef77c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function quoteUsed(address node, address user, uint32 epoch, uint64 nonce) view returns(bool)
func (market *Market) PackQuoteUsed(node common.Address, user common.Address, epoch uint32, nonce uint64) []byte {
	enc, err := market.abi.Pack("quoteUsed", node, user, epoch, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackQuoteUsed is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6d8ef77c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function quoteUsed(address node, address user, uint32 epoch, uint64 nonce) view returns(bool)
func (market *Market) TryPackQuoteUsed(node common.Address, user common.Address, epoch uint32, nonce uint64) ([]byte, error) {
	return market.abi.Pack("quoteUsed", node, user, epoch, nonce)
}

// UnpackQuoteUsed is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6d8ef77c.
//
// Solidity: function quoteUsed(address node, address user, uint32 epoch, uint64 nonce) view returns(bool)
func (market *Market) UnpackQuoteUsed(data []byte) (bool, error) {
	out, err := market.abi.Unpack("quoteUsed", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function registry() view returns(address)
func (market *Market) PackRegistry() []byte {
	enc, err := market.abi.Pack("registry")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegistry is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7b103999.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function registry() view returns(address)
func (market *Market) TryPackRegistry() ([]byte, error) {
	return market.abi.Pack("registry")
}

// UnpackRegistry is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7b103999.
//
// Solidity: function registry() view returns(address)
func (market *Market) UnpackRegistry(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("registry", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackReplaceOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6a037e12.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function replaceOrder(uint256 id, (address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) PackReplaceOrder(id *big.Int, quote IMarketTypesQuote, signature []byte, duration uint32) []byte {
	enc, err := market.abi.Pack("replaceOrder", id, quote, signature, duration)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReplaceOrder is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6a037e12.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function replaceOrder(uint256 id, (address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) TryPackReplaceOrder(id *big.Int, quote IMarketTypesQuote, signature []byte, duration uint32) ([]byte, error) {
	return market.abi.Pack("replaceOrder", id, quote, signature, duration)
}

// UnpackReplaceOrder is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6a037e12.
//
// Solidity: function replaceOrder(uint256 id, (address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, bytes signature, uint32 duration) returns(uint256 newId)
func (market *Market) UnpackReplaceOrder(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("replaceOrder", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSelfPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3995c67.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (market *Market) PackSelfPermit(token common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := market.abi.Pack("selfPermit", token, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSelfPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf3995c67.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function selfPermit(address token, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (market *Market) TryPackSelfPermit(token common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return market.abi.Pack("selfPermit", token, value, deadline, v, r, s)
}

// PackSetAgent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x652a8761.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setAgent(address agent, uint40 until, address[] tokens_, uint256[] sums) returns()
func (market *Market) PackSetAgent(agent common.Address, until *big.Int, tokens []common.Address, sums []*big.Int) []byte {
	enc, err := market.abi.Pack("setAgent", agent, until, tokens, sums)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetAgent is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x652a8761.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setAgent(address agent, uint40 until, address[] tokens_, uint256[] sums) returns()
func (market *Market) TryPackSetAgent(agent common.Address, until *big.Int, tokens []common.Address, sums []*big.Int) ([]byte, error) {
	return market.abi.Pack("setAgent", agent, until, tokens, sums)
}

// PackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function settle(uint256 id) returns(uint256 amount)
func (market *Market) PackSettle(id *big.Int) []byte {
	enc, err := market.abi.Pack("settle", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSettle is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8df82800.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function settle(uint256 id) returns(uint256 amount)
func (market *Market) TryPackSettle(id *big.Int) ([]byte, error) {
	return market.abi.Pack("settle", id)
}

// UnpackSettle is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8df82800.
//
// Solidity: function settle(uint256 id) returns(uint256 amount)
func (market *Market) UnpackSettle(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("settle", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbceb005.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function split(uint256 id) view returns(uint256[2] userLeaves, uint256[2] nodeLeaves)
func (market *Market) PackSplit(id *big.Int) []byte {
	enc, err := market.abi.Pack("split", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSplit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdbceb005.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function split(uint256 id) view returns(uint256[2] userLeaves, uint256[2] nodeLeaves)
func (market *Market) TryPackSplit(id *big.Int) ([]byte, error) {
	return market.abi.Pack("split", id)
}

// SplitOutput serves as a container for the return parameters of contract
// method Split.
type SplitOutput struct {
	UserLeaves [2]*big.Int
	NodeLeaves [2]*big.Int
}

// UnpackSplit is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdbceb005.
//
// Solidity: function split(uint256 id) view returns(uint256[2] userLeaves, uint256[2] nodeLeaves)
func (market *Market) UnpackSplit(data []byte) (SplitOutput, error) {
	out, err := market.abi.Unpack("split", data)
	outstruct := new(SplitOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.UserLeaves = *abi.ConvertType(out[0], new([2]*big.Int)).(*[2]*big.Int)
	outstruct.NodeLeaves = *abi.ConvertType(out[1], new([2]*big.Int)).(*[2]*big.Int)
	return *outstruct, nil
}

// PackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function staking() view returns(address)
func (market *Market) PackStaking() []byte {
	enc, err := market.abi.Pack("staking")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStaking is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x4cf088d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function staking() view returns(address)
func (market *Market) TryPackStaking() ([]byte, error) {
	return market.abi.Pack("staking")
}

// UnpackStaking is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x4cf088d9.
//
// Solidity: function staking() view returns(address)
func (market *Market) UnpackStaking(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("staking", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTokens is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9d63848a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function tokens() view returns(address[])
func (market *Market) PackTokens() []byte {
	enc, err := market.abi.Pack("tokens")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTokens is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9d63848a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function tokens() view returns(address[])
func (market *Market) TryPackTokens() ([]byte, error) {
	return market.abi.Pack("tokens")
}

// UnpackTokens is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9d63848a.
//
// Solidity: function tokens() view returns(address[])
func (market *Market) UnpackTokens(data []byte) ([]common.Address, error) {
	out, err := market.abi.Unpack("tokens", data)
	if err != nil {
		return *new([]common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	return out0, nil
}

// PackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function version() pure returns(string)
func (market *Market) PackVersion() []byte {
	enc, err := market.abi.Pack("version")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVersion is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x54fd4d50.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function version() pure returns(string)
func (market *Market) TryPackVersion() ([]byte, error) {
	return market.abi.Pack("version")
}

// UnpackVersion is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x54fd4d50.
//
// Solidity: function version() pure returns(string)
func (market *Market) UnpackVersion(data []byte) (string, error) {
	out, err := market.abi.Unpack("version", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackViews is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd65e880d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function views() view returns(address)
func (market *Market) PackViews() []byte {
	enc, err := market.abi.Pack("views")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackViews is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd65e880d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function views() view returns(address)
func (market *Market) TryPackViews() ([]byte, error) {
	return market.abi.Pack("views")
}

// UnpackViews is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd65e880d.
//
// Solidity: function views() view returns(address)
func (market *Market) UnpackViews(data []byte) (common.Address, error) {
	out, err := market.abi.Unpack("views", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackVoidQuotes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe05038a8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function voidQuotes(address node, address user, uint64 nonce) returns()
func (market *Market) PackVoidQuotes(node common.Address, user common.Address, nonce uint64) []byte {
	enc, err := market.abi.Pack("voidQuotes", node, user, nonce)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVoidQuotes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xe05038a8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function voidQuotes(address node, address user, uint64 nonce) returns()
func (market *Market) TryPackVoidQuotes(node common.Address, user common.Address, nonce uint64) ([]byte, error) {
	return market.abi.Pack("voidQuotes", node, user, nonce)
}

// PackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf940e385.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdraw(address token, address to) returns(uint256 amount)
func (market *Market) PackWithdraw(token common.Address, to common.Address) []byte {
	enc, err := market.abi.Pack("withdraw", token, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdraw is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf940e385.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdraw(address token, address to) returns(uint256 amount)
func (market *Market) TryPackWithdraw(token common.Address, to common.Address) ([]byte, error) {
	return market.abi.Pack("withdraw", token, to)
}

// UnpackWithdraw is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xf940e385.
//
// Solidity: function withdraw(address token, address to) returns(uint256 amount)
func (market *Market) UnpackWithdraw(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("withdraw", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackWithdrawFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xadb5735c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function withdrawFor(address node, address token) returns(uint256 amount)
func (market *Market) PackWithdrawFor(node common.Address, token common.Address) []byte {
	enc, err := market.abi.Pack("withdrawFor", node, token)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackWithdrawFor is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xadb5735c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function withdrawFor(address node, address token) returns(uint256 amount)
func (market *Market) TryPackWithdrawFor(node common.Address, token common.Address) ([]byte, error) {
	return market.abi.Pack("withdrawFor", node, token)
}

// UnpackWithdrawFor is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xadb5735c.
//
// Solidity: function withdrawFor(address node, address token) returns(uint256 amount)
func (market *Market) UnpackWithdrawFor(data []byte) (*big.Int, error) {
	out, err := market.abi.Unpack("withdrawFor", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// MarketAgentSet represents a AgentSet event raised by the Market contract.
type MarketAgentSet struct {
	User   common.Address
	Agent  common.Address
	Until  *big.Int
	Tokens []common.Address
	Sums   []*big.Int
	Raw    *types.Log // Blockchain specific contextual infos
}

const MarketAgentSetEventName = "AgentSet"

// ContractEventName returns the user-defined event name.
func (MarketAgentSet) ContractEventName() string {
	return MarketAgentSetEventName
}

// UnpackAgentSetEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event AgentSet(address indexed user, address indexed agent, uint40 until, address[] tokens, uint256[] sums)
func (market *Market) UnpackAgentSetEvent(log *types.Log) (*MarketAgentSet, error) {
	event := "AgentSet"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketAgentSet)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketEIP712DomainChanged represents a EIP712DomainChanged event raised by the Market contract.
type MarketEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const MarketEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (MarketEIP712DomainChanged) ContractEventName() string {
	return MarketEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (market *Market) UnpackEIP712DomainChangedEvent(log *types.Log) (*MarketEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketEndAnnounced represents a EndAnnounced event raised by the Market contract.
type MarketEndAnnounced struct {
	Id   *big.Int
	User common.Address
	Node common.Address
	End  *big.Int
	Raw  *types.Log // Blockchain specific contextual infos
}

const MarketEndAnnouncedEventName = "EndAnnounced"

// ContractEventName returns the user-defined event name.
func (MarketEndAnnounced) ContractEventName() string {
	return MarketEndAnnouncedEventName
}

// UnpackEndAnnouncedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EndAnnounced(uint256 indexed id, address indexed user, address indexed node, uint40 end)
func (market *Market) UnpackEndAnnouncedEvent(log *types.Log) (*MarketEndAnnounced, error) {
	event := "EndAnnounced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketEndAnnounced)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderActivated represents a OrderActivated event raised by the Market contract.
type MarketOrderActivated struct {
	Id          *big.Int
	User        common.Address
	Node        common.Address
	ActivatedAt *big.Int
	EndsAt      *big.Int
	Raw         *types.Log // Blockchain specific contextual infos
}

const MarketOrderActivatedEventName = "OrderActivated"

// ContractEventName returns the user-defined event name.
func (MarketOrderActivated) ContractEventName() string {
	return MarketOrderActivatedEventName
}

// UnpackOrderActivatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderActivated(uint256 indexed id, address indexed user, address indexed node, uint40 activatedAt, uint40 endsAt)
func (market *Market) UnpackOrderActivatedEvent(log *types.Log) (*MarketOrderActivated, error) {
	event := "OrderActivated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderActivated)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCancelled represents a OrderCancelled event raised by the Market contract.
type MarketOrderCancelled struct {
	Id          *big.Int
	User        common.Address
	Node        common.Address
	By          common.Address
	Reason      uint8
	InProbation bool
	Ending      IMarketTypesEnding
	Raw         *types.Log // Blockchain specific contextual infos
}

const MarketOrderCancelledEventName = "OrderCancelled"

// ContractEventName returns the user-defined event name.
func (MarketOrderCancelled) ContractEventName() string {
	return MarketOrderCancelledEventName
}

// UnpackOrderCancelledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCancelled(uint256 indexed id, address indexed user, address indexed node, address by, uint8 reason, bool inProbation, (uint256,uint256,uint256,uint256,uint64) ending)
func (market *Market) UnpackOrderCancelledEvent(log *types.Log) (*MarketOrderCancelled, error) {
	event := "OrderCancelled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCancelled)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCompleted represents a OrderCompleted event raised by the Market contract.
type MarketOrderCompleted struct {
	Id            *big.Int
	User          common.Address
	Node          common.Address
	Paid          *big.Int
	SecondsServed uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const MarketOrderCompletedEventName = "OrderCompleted"

// ContractEventName returns the user-defined event name.
func (MarketOrderCompleted) ContractEventName() string {
	return MarketOrderCompletedEventName
}

// UnpackOrderCompletedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCompleted(uint256 indexed id, address indexed user, address indexed node, uint256 paid, uint64 secondsServed)
func (market *Market) UnpackOrderCompletedEvent(log *types.Log) (*MarketOrderCompleted, error) {
	event := "OrderCompleted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCompleted)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderCreated represents a OrderCreated event raised by the Market contract.
type MarketOrderCreated struct {
	Id        *big.Int
	User      common.Address
	Node      common.Address
	Quote     IMarketTypesQuote
	Duration  uint32
	Committed uint32
	Deposit   *big.Int
	Raw       *types.Log // Blockchain specific contextual infos
}

const MarketOrderCreatedEventName = "OrderCreated"

// ContractEventName returns the user-defined event name.
func (MarketOrderCreated) ContractEventName() string {
	return MarketOrderCreatedEventName
}

// UnpackOrderCreatedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderCreated(uint256 indexed id, address indexed user, address indexed node, (address,address,address,(uint32,uint32,uint32,uint40,uint16,bytes12),uint96,uint32,uint32,uint32,uint32,uint32,uint96,address,uint16,uint16,uint32,uint40,uint64) quote, uint32 duration, uint32 committed, uint256 deposit)
func (market *Market) UnpackOrderCreatedEvent(log *types.Log) (*MarketOrderCreated, error) {
	event := "OrderCreated"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderCreated)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderExtended represents a OrderExtended event raised by the Market contract.
type MarketOrderExtended struct {
	Id           *big.Int
	By           common.Address
	AddedSeconds uint32
	Deposit      *big.Int
	EndsAt       *big.Int
	Raw          *types.Log // Blockchain specific contextual infos
}

const MarketOrderExtendedEventName = "OrderExtended"

// ContractEventName returns the user-defined event name.
func (MarketOrderExtended) ContractEventName() string {
	return MarketOrderExtendedEventName
}

// UnpackOrderExtendedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderExtended(uint256 indexed id, address indexed by, uint32 addedSeconds, uint256 deposit, uint40 endsAt)
func (market *Market) UnpackOrderExtendedEvent(log *types.Log) (*MarketOrderExtended, error) {
	event := "OrderExtended"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderExtended)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderReplaced represents a OrderReplaced event raised by the Market contract.
type MarketOrderReplaced struct {
	Id            *big.Int
	NewId         *big.Int
	Paid          *big.Int
	MovedOver     *big.Int
	Refunded      *big.Int
	SecondsServed uint64
	Raw           *types.Log // Blockchain specific contextual infos
}

const MarketOrderReplacedEventName = "OrderReplaced"

// ContractEventName returns the user-defined event name.
func (MarketOrderReplaced) ContractEventName() string {
	return MarketOrderReplacedEventName
}

// UnpackOrderReplacedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderReplaced(uint256 indexed id, uint256 indexed newId, uint256 paid, uint256 movedOver, uint256 refunded, uint64 secondsServed)
func (market *Market) UnpackOrderReplacedEvent(log *types.Log) (*MarketOrderReplaced, error) {
	event := "OrderReplaced"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderReplaced)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketOrderSettled represents a OrderSettled event raised by the Market contract.
type MarketOrderSettled struct {
	Id         *big.Int
	Amount     *big.Int
	Fee        *big.Int
	ToReferrer *big.Int
	PaidSoFar  *big.Int
	Raw        *types.Log // Blockchain specific contextual infos
}

const MarketOrderSettledEventName = "OrderSettled"

// ContractEventName returns the user-defined event name.
func (MarketOrderSettled) ContractEventName() string {
	return MarketOrderSettledEventName
}

// UnpackOrderSettledEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OrderSettled(uint256 indexed id, uint256 amount, uint256 fee, uint256 toReferrer, uint256 paidSoFar)
func (market *Market) UnpackOrderSettledEvent(log *types.Log) (*MarketOrderSettled, error) {
	event := "OrderSettled"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketOrderSettled)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketQuotesVoided represents a QuotesVoided event raised by the Market contract.
type MarketQuotesVoided struct {
	Node  common.Address
	User  common.Address
	Epoch uint32
	Nonce uint64
	Raw   *types.Log // Blockchain specific contextual infos
}

const MarketQuotesVoidedEventName = "QuotesVoided"

// ContractEventName returns the user-defined event name.
func (MarketQuotesVoided) ContractEventName() string {
	return MarketQuotesVoidedEventName
}

// UnpackQuotesVoidedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event QuotesVoided(address indexed node, address indexed user, uint32 epoch, uint64 nonce)
func (market *Market) UnpackQuotesVoidedEvent(log *types.Log) (*MarketQuotesVoided, error) {
	event := "QuotesVoided"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketQuotesVoided)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketTokenListed represents a TokenListed event raised by the Market contract.
type MarketTokenListed struct {
	Index *big.Int
	Token common.Address
	Raw   *types.Log // Blockchain specific contextual infos
}

const MarketTokenListedEventName = "TokenListed"

// ContractEventName returns the user-defined event name.
func (MarketTokenListed) ContractEventName() string {
	return MarketTokenListedEventName
}

// UnpackTokenListedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event TokenListed(uint256 indexed index, address indexed token)
func (market *Market) UnpackTokenListedEvent(log *types.Log) (*MarketTokenListed, error) {
	event := "TokenListed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketTokenListed)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// MarketWithdrawn represents a Withdrawn event raised by the Market contract.
type MarketWithdrawn struct {
	Account common.Address
	Token   common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const MarketWithdrawnEventName = "Withdrawn"

// ContractEventName returns the user-defined event name.
func (MarketWithdrawn) ContractEventName() string {
	return MarketWithdrawnEventName
}

// UnpackWithdrawnEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Withdrawn(address indexed account, address indexed token, address indexed to, uint256 amount)
func (market *Market) UnpackWithdrawnEvent(log *types.Log) (*MarketWithdrawn, error) {
	event := "Withdrawn"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != market.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(MarketWithdrawn)
	if len(log.Data) > 0 {
		if err := market.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range market.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (market *Market) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], market.abi.Errors["AddressEmptyCode"].ID.Bytes()[:4]) {
		return market.UnpackAddressEmptyCodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["FailedCall"].ID.Bytes()[:4]) {
		return market.UnpackFailedCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return market.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ActivationWindowOpen"].ID.Bytes()[:4]) {
		return market.UnpackMarketActivationWindowOpenError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ActivationWindowPassed"].ID.Bytes()[:4]) {
		return market.UnpackMarketActivationWindowPassedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadParameter"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadRecipient"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadReferrer"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadReferrerError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadSignature"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_BadToken"].ID.Bytes()[:4]) {
		return market.UnpackMarketBadTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_CommitmentTooLarge"].ID.Bytes()[:4]) {
		return market.UnpackMarketCommitmentTooLargeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_DifferentNode"].ID.Bytes()[:4]) {
		return market.UnpackMarketDifferentNodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_DifferentToken"].ID.Bytes()[:4]) {
		return market.UnpackMarketDifferentTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_DurationOutOfRange"].ID.Bytes()[:4]) {
		return market.UnpackMarketDurationOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_EndInPast"].ID.Bytes()[:4]) {
		return market.UnpackMarketEndInPastError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_FeeOnTransfer"].ID.Bytes()[:4]) {
		return market.UnpackMarketFeeOnTransferError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_LengthMismatch"].ID.Bytes()[:4]) {
		return market.UnpackMarketLengthMismatchError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_LiveOrder"].ID.Bytes()[:4]) {
		return market.UnpackMarketLiveOrderError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotAgent"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotAgentError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotFirstOrder"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotFirstOrderError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotNode"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotNodeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotParty"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotPartyError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NotUser"].ID.Bytes()[:4]) {
		return market.UnpackMarketNotUserError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_NothingOwed"].ID.Bytes()[:4]) {
		return market.UnpackMarketNothingOwedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_Only"].ID.Bytes()[:4]) {
		return market.UnpackMarketOnlyError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_OrderOver"].ID.Bytes()[:4]) {
		return market.UnpackMarketOrderOverError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_OutOfRange"].ID.Bytes()[:4]) {
		return market.UnpackMarketOutOfRangeError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_OverBudget"].ID.Bytes()[:4]) {
		return market.UnpackMarketOverBudgetError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ProbationTooLong"].ID.Bytes()[:4]) {
		return market.UnpackMarketProbationTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_QuoteExpired"].ID.Bytes()[:4]) {
		return market.UnpackMarketQuoteExpiredError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_QuoteUsed"].ID.Bytes()[:4]) {
		return market.UnpackMarketQuoteUsedError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_QuoteVoid"].ID.Bytes()[:4]) {
		return market.UnpackMarketQuoteVoidError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_StakeTooSmall"].ID.Bytes()[:4]) {
		return market.UnpackMarketStakeTooSmallError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_UnknownToken"].ID.Bytes()[:4]) {
		return market.UnpackMarketUnknownTokenError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_WrongState"].ID.Bytes()[:4]) {
		return market.UnpackMarketWrongStateError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_WrongUser"].ID.Bytes()[:4]) {
		return market.UnpackMarketWrongUserError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ZeroAddress"].ID.Bytes()[:4]) {
		return market.UnpackMarketZeroAddressError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["Market_ZeroRate"].ID.Bytes()[:4]) {
		return market.UnpackMarketZeroRateError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return market.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return market.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], market.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return market.UnpackStringTooLongError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// MarketAddressEmptyCode represents a AddressEmptyCode error raised by the Market contract.
type MarketAddressEmptyCode struct {
	Target common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AddressEmptyCode(address target)
func MarketAddressEmptyCodeErrorID() common.Hash {
	return common.HexToHash("0x9996b315c842ff135b8fc4a08ad5df1c344efbc03d2687aecc0678050d2aac89")
}

// UnpackAddressEmptyCodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AddressEmptyCode(address target)
func (market *Market) UnpackAddressEmptyCodeError(raw []byte) (*MarketAddressEmptyCode, error) {
	out := new(MarketAddressEmptyCode)
	if err := market.abi.UnpackIntoInterface(out, "AddressEmptyCode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketFailedCall represents a FailedCall error raised by the Market contract.
type MarketFailedCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error FailedCall()
func MarketFailedCallErrorID() common.Hash {
	return common.HexToHash("0xd6bda27508c0fb6d8a39b4b122878dab26f731a7d4e4abe711dd3731899052a4")
}

// UnpackFailedCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error FailedCall()
func (market *Market) UnpackFailedCallError(raw []byte) (*MarketFailedCall, error) {
	out := new(MarketFailedCall)
	if err := market.abi.UnpackIntoInterface(out, "FailedCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketInvalidShortString represents a InvalidShortString error raised by the Market contract.
type MarketInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func MarketInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (market *Market) UnpackInvalidShortStringError(raw []byte) (*MarketInvalidShortString, error) {
	out := new(MarketInvalidShortString)
	if err := market.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketActivationWindowOpen represents a Market_ActivationWindowOpen error raised by the Market contract.
type MarketMarketActivationWindowOpen struct {
	Id    *big.Int
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ActivationWindowOpen(uint256 id, uint40 until)
func MarketMarketActivationWindowOpenErrorID() common.Hash {
	return common.HexToHash("0x6f72328aa84cbefcbe8834348b4a2e9c0c6e28b6107abcf53aa278838fddf814")
}

// UnpackMarketActivationWindowOpenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ActivationWindowOpen(uint256 id, uint40 until)
func (market *Market) UnpackMarketActivationWindowOpenError(raw []byte) (*MarketMarketActivationWindowOpen, error) {
	out := new(MarketMarketActivationWindowOpen)
	if err := market.abi.UnpackIntoInterface(out, "Market_ActivationWindowOpen", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketActivationWindowPassed represents a Market_ActivationWindowPassed error raised by the Market contract.
type MarketMarketActivationWindowPassed struct {
	Id    *big.Int
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ActivationWindowPassed(uint256 id, uint40 until)
func MarketMarketActivationWindowPassedErrorID() common.Hash {
	return common.HexToHash("0x7680332d7edb9690e7e3881e3f728d710ef07935a4a61dfdbe95c0814c5cadf2")
}

// UnpackMarketActivationWindowPassedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ActivationWindowPassed(uint256 id, uint40 until)
func (market *Market) UnpackMarketActivationWindowPassedError(raw []byte) (*MarketMarketActivationWindowPassed, error) {
	out := new(MarketMarketActivationWindowPassed)
	if err := market.abi.UnpackIntoInterface(out, "Market_ActivationWindowPassed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadParameter represents a Market_BadParameter error raised by the Market contract.
type MarketMarketBadParameter struct {
	What *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadParameter(uint256 what)
func MarketMarketBadParameterErrorID() common.Hash {
	return common.HexToHash("0xcce2a3f7abdd1ea00c91438f46b112e444aa5e47cf6e10d981b8d6afafbd4e64")
}

// UnpackMarketBadParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadParameter(uint256 what)
func (market *Market) UnpackMarketBadParameterError(raw []byte) (*MarketMarketBadParameter, error) {
	out := new(MarketMarketBadParameter)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadRecipient represents a Market_BadRecipient error raised by the Market contract.
type MarketMarketBadRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadRecipient(address to)
func MarketMarketBadRecipientErrorID() common.Hash {
	return common.HexToHash("0xde889abf771619519112a6b82715080629d0c33fa2ce952e1ead58faad3900cf")
}

// UnpackMarketBadRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadRecipient(address to)
func (market *Market) UnpackMarketBadRecipientError(raw []byte) (*MarketMarketBadRecipient, error) {
	out := new(MarketMarketBadRecipient)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadReferrer represents a Market_BadReferrer error raised by the Market contract.
type MarketMarketBadReferrer struct {
	Share uint16
	Limit uint16
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadReferrer(uint16 share, uint16 limit)
func MarketMarketBadReferrerErrorID() common.Hash {
	return common.HexToHash("0x1e67e8906ad39844a41e83f336e763215b9734d7fdc2f6218e9ae29fa4d55a78")
}

// UnpackMarketBadReferrerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadReferrer(uint16 share, uint16 limit)
func (market *Market) UnpackMarketBadReferrerError(raw []byte) (*MarketMarketBadReferrer, error) {
	out := new(MarketMarketBadReferrer)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadReferrer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadSignature represents a Market_BadSignature error raised by the Market contract.
type MarketMarketBadSignature struct {
	Node   common.Address
	Signer common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadSignature(address node, address signer)
func MarketMarketBadSignatureErrorID() common.Hash {
	return common.HexToHash("0x972d85746c86f9adfa8330a69621eb74ce25a1dc36205c85f807a072d73dae13")
}

// UnpackMarketBadSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadSignature(address node, address signer)
func (market *Market) UnpackMarketBadSignatureError(raw []byte) (*MarketMarketBadSignature, error) {
	out := new(MarketMarketBadSignature)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketBadToken represents a Market_BadToken error raised by the Market contract.
type MarketMarketBadToken struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_BadToken(address token)
func MarketMarketBadTokenErrorID() common.Hash {
	return common.HexToHash("0x40c40b24f43ecfcf094a8debb42d9d8b3c8e0522c7f16d6fae9db9f6e8b6bbcc")
}

// UnpackMarketBadTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_BadToken(address token)
func (market *Market) UnpackMarketBadTokenError(raw []byte) (*MarketMarketBadToken, error) {
	out := new(MarketMarketBadToken)
	if err := market.abi.UnpackIntoInterface(out, "Market_BadToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketCommitmentTooLarge represents a Market_CommitmentTooLarge error raised by the Market contract.
type MarketMarketCommitmentTooLarge struct {
	Needed   *big.Int
	Duration uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_CommitmentTooLarge(uint256 needed, uint32 duration)
func MarketMarketCommitmentTooLargeErrorID() common.Hash {
	return common.HexToHash("0xa625f9dfa941e0d4ea036ce0b8131b7bddf7bd9eb31a5406b9223f181a101866")
}

// UnpackMarketCommitmentTooLargeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_CommitmentTooLarge(uint256 needed, uint32 duration)
func (market *Market) UnpackMarketCommitmentTooLargeError(raw []byte) (*MarketMarketCommitmentTooLarge, error) {
	out := new(MarketMarketCommitmentTooLarge)
	if err := market.abi.UnpackIntoInterface(out, "Market_CommitmentTooLarge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketDifferentNode represents a Market_DifferentNode error raised by the Market contract.
type MarketMarketDifferentNode struct {
	Node   common.Address
	Quoted common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_DifferentNode(address node, address quoted)
func MarketMarketDifferentNodeErrorID() common.Hash {
	return common.HexToHash("0x189f8970fd6ad3604de4bc4a21adebc1534dd362050de4a9ddf139411e047899")
}

// UnpackMarketDifferentNodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_DifferentNode(address node, address quoted)
func (market *Market) UnpackMarketDifferentNodeError(raw []byte) (*MarketMarketDifferentNode, error) {
	out := new(MarketMarketDifferentNode)
	if err := market.abi.UnpackIntoInterface(out, "Market_DifferentNode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketDifferentToken represents a Market_DifferentToken error raised by the Market contract.
type MarketMarketDifferentToken struct {
	Token  common.Address
	Quoted common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_DifferentToken(address token, address quoted)
func MarketMarketDifferentTokenErrorID() common.Hash {
	return common.HexToHash("0xa7e05692568d34797efc8e923106958f61e3f8d6d93921bec81973acdb56bb48")
}

// UnpackMarketDifferentTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_DifferentToken(address token, address quoted)
func (market *Market) UnpackMarketDifferentTokenError(raw []byte) (*MarketMarketDifferentToken, error) {
	out := new(MarketMarketDifferentToken)
	if err := market.abi.UnpackIntoInterface(out, "Market_DifferentToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketDurationOutOfRange represents a Market_DurationOutOfRange error raised by the Market contract.
type MarketMarketDurationOutOfRange struct {
	Duration uint32
	Min      uint32
	Max      uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max)
func MarketMarketDurationOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0xa23235012212d3a6cc5e9a4c1aacc14efeea66014e8463111430f8599b6afc07")
}

// UnpackMarketDurationOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_DurationOutOfRange(uint32 duration, uint32 min, uint32 max)
func (market *Market) UnpackMarketDurationOutOfRangeError(raw []byte) (*MarketMarketDurationOutOfRange, error) {
	out := new(MarketMarketDurationOutOfRange)
	if err := market.abi.UnpackIntoInterface(out, "Market_DurationOutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketEndInPast represents a Market_EndInPast error raised by the Market contract.
type MarketMarketEndInPast struct {
	End   *big.Int
	NowAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_EndInPast(uint40 end, uint40 nowAt)
func MarketMarketEndInPastErrorID() common.Hash {
	return common.HexToHash("0xe32d61856b4a0b0ff7a2b8e4c048616538a49192f8cf7d19313bc6f17ead8f96")
}

// UnpackMarketEndInPastError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_EndInPast(uint40 end, uint40 nowAt)
func (market *Market) UnpackMarketEndInPastError(raw []byte) (*MarketMarketEndInPast, error) {
	out := new(MarketMarketEndInPast)
	if err := market.abi.UnpackIntoInterface(out, "Market_EndInPast", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketFeeOnTransfer represents a Market_FeeOnTransfer error raised by the Market contract.
type MarketMarketFeeOnTransfer struct {
	Wanted *big.Int
	Got    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_FeeOnTransfer(uint256 wanted, uint256 got)
func MarketMarketFeeOnTransferErrorID() common.Hash {
	return common.HexToHash("0xa944c28e5c0bceaa5d549e9dfa41f3790b02257d08126dea62df3e09bf28ef11")
}

// UnpackMarketFeeOnTransferError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_FeeOnTransfer(uint256 wanted, uint256 got)
func (market *Market) UnpackMarketFeeOnTransferError(raw []byte) (*MarketMarketFeeOnTransfer, error) {
	out := new(MarketMarketFeeOnTransfer)
	if err := market.abi.UnpackIntoInterface(out, "Market_FeeOnTransfer", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketLengthMismatch represents a Market_LengthMismatch error raised by the Market contract.
type MarketMarketLengthMismatch struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_LengthMismatch()
func MarketMarketLengthMismatchErrorID() common.Hash {
	return common.HexToHash("0xd7b0a17337864975bc8b3f832e63f4a7a54b3bd4ea3ccdadce6e5fae1d0f55b9")
}

// UnpackMarketLengthMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_LengthMismatch()
func (market *Market) UnpackMarketLengthMismatchError(raw []byte) (*MarketMarketLengthMismatch, error) {
	out := new(MarketMarketLengthMismatch)
	if err := market.abi.UnpackIntoInterface(out, "Market_LengthMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketLiveOrder represents a Market_LiveOrder error raised by the Market contract.
type MarketMarketLiveOrder struct {
	Id *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_LiveOrder(uint256 id)
func MarketMarketLiveOrderErrorID() common.Hash {
	return common.HexToHash("0x873cedbb24523615ed248024b52e9eac91ce85f53b68adecf043a42675308c08")
}

// UnpackMarketLiveOrderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_LiveOrder(uint256 id)
func (market *Market) UnpackMarketLiveOrderError(raw []byte) (*MarketMarketLiveOrder, error) {
	out := new(MarketMarketLiveOrder)
	if err := market.abi.UnpackIntoInterface(out, "Market_LiveOrder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotAgent represents a Market_NotAgent error raised by the Market contract.
type MarketMarketNotAgent struct {
	Agent common.Address
	User  common.Address
	Until *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotAgent(address agent, address user, uint40 until)
func MarketMarketNotAgentErrorID() common.Hash {
	return common.HexToHash("0x8a84410a98fb6a81cebf11a6292c200991a58b9c3ba89d489336a0265a9f1869")
}

// UnpackMarketNotAgentError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotAgent(address agent, address user, uint40 until)
func (market *Market) UnpackMarketNotAgentError(raw []byte) (*MarketMarketNotAgent, error) {
	out := new(MarketMarketNotAgent)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotAgent", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotFirstOrder represents a Market_NotFirstOrder error raised by the Market contract.
type MarketMarketNotFirstOrder struct {
	User common.Address
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotFirstOrder(address user, address node)
func MarketMarketNotFirstOrderErrorID() common.Hash {
	return common.HexToHash("0x29d28ea93cd5993080ca9d3aa8e9ab9d3f45ea93e8d93a9b951486ac27e38bf8")
}

// UnpackMarketNotFirstOrderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotFirstOrder(address user, address node)
func (market *Market) UnpackMarketNotFirstOrderError(raw []byte) (*MarketMarketNotFirstOrder, error) {
	out := new(MarketMarketNotFirstOrder)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotFirstOrder", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotNode represents a Market_NotNode error raised by the Market contract.
type MarketMarketNotNode struct {
	Id     *big.Int
	Caller common.Address
	Node   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotNode(uint256 id, address caller, address node)
func MarketMarketNotNodeErrorID() common.Hash {
	return common.HexToHash("0x12bfffe28a3a2e1c8fdcf7636f974f6481cc6fcac9edebbab68f4c1026679b05")
}

// UnpackMarketNotNodeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotNode(uint256 id, address caller, address node)
func (market *Market) UnpackMarketNotNodeError(raw []byte) (*MarketMarketNotNode, error) {
	out := new(MarketMarketNotNode)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotNode", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotParty represents a Market_NotParty error raised by the Market contract.
type MarketMarketNotParty struct {
	Id     *big.Int
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotParty(uint256 id, address caller)
func MarketMarketNotPartyErrorID() common.Hash {
	return common.HexToHash("0xf2e1d3c3a5f2fdd57fb019b6d74540456a3832e1774216b6f47c971395a5a05c")
}

// UnpackMarketNotPartyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotParty(uint256 id, address caller)
func (market *Market) UnpackMarketNotPartyError(raw []byte) (*MarketMarketNotParty, error) {
	out := new(MarketMarketNotParty)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotParty", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNotUser represents a Market_NotUser error raised by the Market contract.
type MarketMarketNotUser struct {
	Id     *big.Int
	Caller common.Address
	User   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NotUser(uint256 id, address caller, address user)
func MarketMarketNotUserErrorID() common.Hash {
	return common.HexToHash("0x11130b8bb17f61578bce167f16b73918f8f3415b2b2f3aca13013f0f0107f18a")
}

// UnpackMarketNotUserError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NotUser(uint256 id, address caller, address user)
func (market *Market) UnpackMarketNotUserError(raw []byte) (*MarketMarketNotUser, error) {
	out := new(MarketMarketNotUser)
	if err := market.abi.UnpackIntoInterface(out, "Market_NotUser", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketNothingOwed represents a Market_NothingOwed error raised by the Market contract.
type MarketMarketNothingOwed struct {
	Account common.Address
	Token   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_NothingOwed(address account, address token)
func MarketMarketNothingOwedErrorID() common.Hash {
	return common.HexToHash("0x14df433e7e799b459e5a766cbc53ae777577c870ce9275de9eaa455a1c7fcb3e")
}

// UnpackMarketNothingOwedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_NothingOwed(address account, address token)
func (market *Market) UnpackMarketNothingOwedError(raw []byte) (*MarketMarketNothingOwed, error) {
	out := new(MarketMarketNothingOwed)
	if err := market.abi.UnpackIntoInterface(out, "Market_NothingOwed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketOnly represents a Market_Only error raised by the Market contract.
type MarketMarketOnly struct {
	Caller common.Address
	Only   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_Only(address caller, address only)
func MarketMarketOnlyErrorID() common.Hash {
	return common.HexToHash("0xb7aef60dee61668692fa957f7b485c84a3e1fc1c02dda4c600c6c3e464369500")
}

// UnpackMarketOnlyError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_Only(address caller, address only)
func (market *Market) UnpackMarketOnlyError(raw []byte) (*MarketMarketOnly, error) {
	out := new(MarketMarketOnly)
	if err := market.abi.UnpackIntoInterface(out, "Market_Only", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketOrderOver represents a Market_OrderOver error raised by the Market contract.
type MarketMarketOrderOver struct {
	Id      *big.Int
	EndedAt *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_OrderOver(uint256 id, uint40 endedAt)
func MarketMarketOrderOverErrorID() common.Hash {
	return common.HexToHash("0xe86b2f870cc5e89d4664af6162778fc6032bd8598287e48f68990be7804145bd")
}

// UnpackMarketOrderOverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_OrderOver(uint256 id, uint40 endedAt)
func (market *Market) UnpackMarketOrderOverError(raw []byte) (*MarketMarketOrderOver, error) {
	out := new(MarketMarketOrderOver)
	if err := market.abi.UnpackIntoInterface(out, "Market_OrderOver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketOutOfRange represents a Market_OutOfRange error raised by the Market contract.
type MarketMarketOutOfRange struct {
	Value *big.Int
	Limit *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_OutOfRange(uint256 value, uint256 limit)
func MarketMarketOutOfRangeErrorID() common.Hash {
	return common.HexToHash("0x18bdc6b24c1daf1986deef30946dd720742f342c12dfc9d64d2ed4a352f03883")
}

// UnpackMarketOutOfRangeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_OutOfRange(uint256 value, uint256 limit)
func (market *Market) UnpackMarketOutOfRangeError(raw []byte) (*MarketMarketOutOfRange, error) {
	out := new(MarketMarketOutOfRange)
	if err := market.abi.UnpackIntoInterface(out, "Market_OutOfRange", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketOverBudget represents a Market_OverBudget error raised by the Market contract.
type MarketMarketOverBudget struct {
	Wanted *big.Int
	Left   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_OverBudget(uint256 wanted, uint256 left)
func MarketMarketOverBudgetErrorID() common.Hash {
	return common.HexToHash("0xcc6318046823394ea8fee72c0f4d6ee8e3bef2db2c4c8f1a0f8724d2a688d1de")
}

// UnpackMarketOverBudgetError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_OverBudget(uint256 wanted, uint256 left)
func (market *Market) UnpackMarketOverBudgetError(raw []byte) (*MarketMarketOverBudget, error) {
	out := new(MarketMarketOverBudget)
	if err := market.abi.UnpackIntoInterface(out, "Market_OverBudget", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketProbationTooLong represents a Market_ProbationTooLong error raised by the Market contract.
type MarketMarketProbationTooLong struct {
	Probation uint32
	Limit     uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ProbationTooLong(uint32 probation, uint32 limit)
func MarketMarketProbationTooLongErrorID() common.Hash {
	return common.HexToHash("0x78239f76957d100750929e0b38597fc83c980cdb5e9078f9821070eb59d2c012")
}

// UnpackMarketProbationTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ProbationTooLong(uint32 probation, uint32 limit)
func (market *Market) UnpackMarketProbationTooLongError(raw []byte) (*MarketMarketProbationTooLong, error) {
	out := new(MarketMarketProbationTooLong)
	if err := market.abi.UnpackIntoInterface(out, "Market_ProbationTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketQuoteExpired represents a Market_QuoteExpired error raised by the Market contract.
type MarketMarketQuoteExpired struct {
	ValidUntil *big.Int
	NowAt      *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_QuoteExpired(uint40 validUntil, uint40 nowAt)
func MarketMarketQuoteExpiredErrorID() common.Hash {
	return common.HexToHash("0x7c8c7b350c89a085afc1823a968ec4dd84513f0f1f371b33e7d3f7271e196d5b")
}

// UnpackMarketQuoteExpiredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_QuoteExpired(uint40 validUntil, uint40 nowAt)
func (market *Market) UnpackMarketQuoteExpiredError(raw []byte) (*MarketMarketQuoteExpired, error) {
	out := new(MarketMarketQuoteExpired)
	if err := market.abi.UnpackIntoInterface(out, "Market_QuoteExpired", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketQuoteUsed represents a Market_QuoteUsed error raised by the Market contract.
type MarketMarketQuoteUsed struct {
	Node  common.Address
	User  common.Address
	Nonce uint64
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_QuoteUsed(address node, address user, uint64 nonce)
func MarketMarketQuoteUsedErrorID() common.Hash {
	return common.HexToHash("0xb814c33c004a31e07b08de220872dbf95a0e1dfdfba3e77a4a0d22f889fa2590")
}

// UnpackMarketQuoteUsedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_QuoteUsed(address node, address user, uint64 nonce)
func (market *Market) UnpackMarketQuoteUsedError(raw []byte) (*MarketMarketQuoteUsed, error) {
	out := new(MarketMarketQuoteUsed)
	if err := market.abi.UnpackIntoInterface(out, "Market_QuoteUsed", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketQuoteVoid represents a Market_QuoteVoid error raised by the Market contract.
type MarketMarketQuoteVoid struct {
	Node   common.Address
	Quoted uint32
	Epoch  uint32
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_QuoteVoid(address node, uint32 quoted, uint32 epoch)
func MarketMarketQuoteVoidErrorID() common.Hash {
	return common.HexToHash("0xdcd3008aedf72e3cfd72c1418778fa7498792279ea53b7d337e95d155a51c444")
}

// UnpackMarketQuoteVoidError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_QuoteVoid(address node, uint32 quoted, uint32 epoch)
func (market *Market) UnpackMarketQuoteVoidError(raw []byte) (*MarketMarketQuoteVoid, error) {
	out := new(MarketMarketQuoteVoid)
	if err := market.abi.UnpackIntoInterface(out, "Market_QuoteVoid", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketStakeTooSmall represents a Market_StakeTooSmall error raised by the Market contract.
type MarketMarketStakeTooSmall struct {
	User     common.Address
	Free     *big.Int
	MinStake *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_StakeTooSmall(address user, uint256 free, uint96 minStake)
func MarketMarketStakeTooSmallErrorID() common.Hash {
	return common.HexToHash("0x4e667e154f6cf599bb13a3e5adf82fe60f2376c9c1a11ae5c4e9b4e7904b8e6c")
}

// UnpackMarketStakeTooSmallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_StakeTooSmall(address user, uint256 free, uint96 minStake)
func (market *Market) UnpackMarketStakeTooSmallError(raw []byte) (*MarketMarketStakeTooSmall, error) {
	out := new(MarketMarketStakeTooSmall)
	if err := market.abi.UnpackIntoInterface(out, "Market_StakeTooSmall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketUnknownToken represents a Market_UnknownToken error raised by the Market contract.
type MarketMarketUnknownToken struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_UnknownToken(address token)
func MarketMarketUnknownTokenErrorID() common.Hash {
	return common.HexToHash("0x549989cd14f9139468304f7826f12a4f2fc5515192094581c642375dfb88ac1f")
}

// UnpackMarketUnknownTokenError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_UnknownToken(address token)
func (market *Market) UnpackMarketUnknownTokenError(raw []byte) (*MarketMarketUnknownToken, error) {
	out := new(MarketMarketUnknownToken)
	if err := market.abi.UnpackIntoInterface(out, "Market_UnknownToken", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketWrongState represents a Market_WrongState error raised by the Market contract.
type MarketMarketWrongState struct {
	Id    *big.Int
	State uint8
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_WrongState(uint256 id, uint8 state)
func MarketMarketWrongStateErrorID() common.Hash {
	return common.HexToHash("0xcd7ebda6c502e2d9067a6e5749024c867f80343f824634c3a7ae94794595ab23")
}

// UnpackMarketWrongStateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_WrongState(uint256 id, uint8 state)
func (market *Market) UnpackMarketWrongStateError(raw []byte) (*MarketMarketWrongState, error) {
	out := new(MarketMarketWrongState)
	if err := market.abi.UnpackIntoInterface(out, "Market_WrongState", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketWrongUser represents a Market_WrongUser error raised by the Market contract.
type MarketMarketWrongUser struct {
	Caller common.Address
	User   common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_WrongUser(address caller, address user)
func MarketMarketWrongUserErrorID() common.Hash {
	return common.HexToHash("0xdc9666c43691e738101de4c76806410903381e180f5ab58c650748a90aebed92")
}

// UnpackMarketWrongUserError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_WrongUser(address caller, address user)
func (market *Market) UnpackMarketWrongUserError(raw []byte) (*MarketMarketWrongUser, error) {
	out := new(MarketMarketWrongUser)
	if err := market.abi.UnpackIntoInterface(out, "Market_WrongUser", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketZeroAddress represents a Market_ZeroAddress error raised by the Market contract.
type MarketMarketZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ZeroAddress()
func MarketMarketZeroAddressErrorID() common.Hash {
	return common.HexToHash("0x8c9c3bc7825e2dde07f7a81c30bd3973604430c53738b7aa528c12d1a2b2eee5")
}

// UnpackMarketZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ZeroAddress()
func (market *Market) UnpackMarketZeroAddressError(raw []byte) (*MarketMarketZeroAddress, error) {
	out := new(MarketMarketZeroAddress)
	if err := market.abi.UnpackIntoInterface(out, "Market_ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketMarketZeroRate represents a Market_ZeroRate error raised by the Market contract.
type MarketMarketZeroRate struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Market_ZeroRate()
func MarketMarketZeroRateErrorID() common.Hash {
	return common.HexToHash("0xefcd3183261f9f0011c58474dcdc66aefe01cde40a5127b95669c40b549ce24d")
}

// UnpackMarketZeroRateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Market_ZeroRate()
func (market *Market) UnpackMarketZeroRateError(raw []byte) (*MarketMarketZeroRate, error) {
	out := new(MarketMarketZeroRate)
	if err := market.abi.UnpackIntoInterface(out, "Market_ZeroRate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Market contract.
type MarketReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func MarketReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (market *Market) UnpackReentrancyGuardReentrantCallError(raw []byte) (*MarketReentrancyGuardReentrantCall, error) {
	out := new(MarketReentrancyGuardReentrantCall)
	if err := market.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Market contract.
type MarketSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func MarketSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (market *Market) UnpackSafeERC20FailedOperationError(raw []byte) (*MarketSafeERC20FailedOperation, error) {
	out := new(MarketSafeERC20FailedOperation)
	if err := market.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// MarketStringTooLong represents a StringTooLong error raised by the Market contract.
type MarketStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func MarketStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (market *Market) UnpackStringTooLongError(raw []byte) (*MarketStringTooLong, error) {
	out := new(MarketStringTooLong)
	if err := market.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryMetaData contains all meta data concerning the Registry contract.
var RegistryMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"market_\",\"type\":\"address\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"}],\"name\":\"Registry_BelowReserved\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Registry_EmptyEndpoint\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Registry_EndpointTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"name\":\"Registry_GpuModel\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"internalType\":\"uint24\",\"name\":\"live\",\"type\":\"uint24\"}],\"name\":\"Registry_LiveOrders\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Registry_MetadataTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Registry_NotRegistered\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"Registry_OnlyMarket\",\"type\":\"error\"},{\"inputs\":[{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"wanted\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"free\",\"type\":\"tuple\"}],\"name\":\"Registry_OutOfCapacity\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"Registry_Paused\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"}],\"name\":\"Registry_TooLarge\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Registry_ZeroAddress\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"}],\"name\":\"EpochBegan\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"}],\"name\":\"NodeLeft\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"name\":\"NodePaused\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"indexed\":false,\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"indexed\":false,\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"indexed\":false,\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"name\":\"NodeRegistered\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"node\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"OperatorChanged\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"ENDPOINT_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"METADATA_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"PAGE_LIMIT\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"deregister\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"}],\"name\":\"epochOf\",\"outputs\":[{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"market\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"}],\"name\":\"node\",\"outputs\":[{\"components\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"registeredAt\",\"type\":\"uint40\"},{\"internalType\":\"uint24\",\"name\":\"live\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"internalType\":\"structIRegistry.Node\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"nodeCount\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"offset\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"nodes\",\"outputs\":[{\"internalType\":\"address[]\",\"name\":\"addresses\",\"type\":\"address[]\"},{\"components\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"reserved\",\"type\":\"tuple\"},{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"},{\"internalType\":\"uint40\",\"name\":\"registeredAt\",\"type\":\"uint40\"},{\"internalType\":\"uint24\",\"name\":\"live\",\"type\":\"uint24\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"internalType\":\"structIRegistry.Node[]\",\"name\":\"entries\",\"type\":\"tuple[]\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"}],\"name\":\"operatorOf\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"total\",\"type\":\"tuple\"},{\"internalType\":\"uint96\",\"name\":\"minStake\",\"type\":\"uint96\"},{\"internalType\":\"string\",\"name\":\"endpoint\",\"type\":\"string\"},{\"internalType\":\"string\",\"name\":\"metadataURI\",\"type\":\"string\"}],\"name\":\"register\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"r\",\"type\":\"tuple\"}],\"name\":\"release\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"node_\",\"type\":\"address\"},{\"components\":[{\"internalType\":\"uint32\",\"name\":\"cpuMilli\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"memoryMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint32\",\"name\":\"diskMiB\",\"type\":\"uint32\"},{\"internalType\":\"uint40\",\"name\":\"trafficMiB\",\"type\":\"uint40\"},{\"internalType\":\"uint16\",\"name\":\"gpu\",\"type\":\"uint16\"},{\"internalType\":\"bytes12\",\"name\":\"gpuModel\",\"type\":\"bytes12\"}],\"internalType\":\"structResources\",\"name\":\"r\",\"type\":\"tuple\"}],\"name\":\"reserve\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"},{\"internalType\":\"uint32\",\"name\":\"epoch\",\"type\":\"uint32\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"operator\",\"type\":\"address\"}],\"name\":\"setOperator\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bool\",\"name\":\"paused\",\"type\":\"bool\"}],\"name\":\"setPaused\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"voidQuotes\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "4c347eb73970d7ec769543769c0bfc3a9f",
	Bin: "0x60a03461008d57601f611cf638819003918201601f19168301916001600160401b038311848410176100915780849260209460405283398101031261008d57516001600160a01b03811680820361008d571561007e57608052604051611c5090816100a682396080518181816102d301528181610427015261052f0152f35b633d9b98e160e11b5f5260045ffd5b5f80fd5b634e487b7160e01b5f52604160045260245ffdfe60806040526004361015610011575f80fd5b5f3560e01c806312216bb714610a9a57806316c38b3c14610a1057806316dbf7db146108065780631938aadd146107ea5780635785141214610500578063582805d9146104c3578063636f35d3146104835780636da49b83146104665780638048d86c1461044b57806380f55605146104085780639e7bbd87146102a4578063a20e501b14610283578063aff5edb1146101a7578063b3ab15fb14610141578063bffbe61c146100e95763fa969caf146100c9575f80fd5b346100e5575f3660031901126100e55760206040516101038152f35b5f80fd5b346100e55760203660031901126100e5576001600160a01b0361010a61124f565b610112611661565b50165f525f60205261013d61012960405f20611900565b6040519182916020835260208301906112b7565b0390f35b346100e55760203660031901126100e5576101a561015d61124f565b6001600160a01b0361016e33611823565b91818116821984541617835516337fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a36117b3565b005b346100e5575f3660031901126100e5576101c033611823565b6002810190815462ffffff8160c81c168061026d57506101a59261024391335f525f60205261020f600460405f205f81555f60018201555f600282015561020960038201611736565b01611736565b81546001600160e01b03167fffffffff00000000000000000000000000000000000000000000000000000000909116179055565b337fe5be5b078bcfdd930d65d08d058e1962798f51fc6f1aeb68cd9d2d536bbaab3c5f80a26117b3565b63761bddc560e01b5f523360045260245260445ffd5b346100e5575f3660031901126100e5576101a561029f33611823565b6117b3565b346100e55760e03660031901126100e5576102bd61124f565b60c03660231901126100e5576001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633036103f5576001600160a01b03165f525f60205260405f2062ffffff600282015460c81c1690610323816119ac565b60405161032f816115be565b60243563ffffffff811681036100e557815260443563ffffffff811681036100e557602082015260643563ffffffff811681036100e557604082015260843564ffffffffff811681036100e557606082015260a43561ffff811681036100e557608082015260c435916001600160a01b0319831683036100e5576103b79260a0830152611a2d565b91806103c957506101a5915f91611b90565b5f19019162ffffff83116103e1576101a59291611b90565b634e487b7160e01b5f52601160045260245ffd5b6318bbe22960e11b5f523360045260245ffd5b346100e5575f3660031901126100e55760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b346100e5575f3660031901126100e557602060405160648152f35b346100e5575f3660031901126100e5576020600154604051908152f35b346100e55760203660031901126100e5576001600160a01b036104a461124f565b165f525f60205260206001600160a01b0360405f205416604051908152f35b346100e55760203660031901126100e5576001600160a01b036104e461124f565b165f525f6020526020600260405f20015460e01c604051908152f35b346100e55760e03660031901126100e55761051961124f565b60c03660231901126100e5576001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001633036103f55761055e81611823565b600281019081549260ff8460c01c166107ce575061057e600182016116cd565b92610588826119ac565b9363ffffffff85511663ffffffff61059e611512565b1601906020860163ffffffff81511663ffffffff6105ba611525565b16016040880163ffffffff81511663ffffffff6105d5611538565b160160608a019364ffffffffff85511664ffffffffff6105f3611424565b16019360808c019761ffff89511661ffff61060c611438565b16019763ffffffff815116821180156107bb575b80156107a8575b8015610794575b8015610783575b801561072b575b6106a0575063ffffffff9081168d5290811690915216905264ffffffffff16905261ffff16905260c81c62ffffff908116600101919082116103e15761068d6001600160a01b039260409583611b90565b5416905460e01c82519182526020820152f35b6106ad8e61018492611a2d565b60405163045d702760e11b815290610729906106cb60048401611460565b805163ffffffff90811660c48501526020820151811660e4850152604082015116610104840152606081015164ffffffffff16610124840152608081015161ffff1661014484015260a001516001600160a01b031916610164830152565bfd5b5061ffff610737611438565b16151580610769575b801561063c575061074f611449565b60a08201516001600160a01b03199182169116141561063c565b506001600160a01b031961077b611449565b161515610740565b5061ffff6080820151168911610635565b5064ffffffffff606082015116871161062e565b5063ffffffff6040820151168511610627565b5063ffffffff6020820151168311610620565b6001600160a01b0390635f20a33560e11b5f521660045260245ffd5b346100e5575f3660031901126100e55760206040516108008152f35b346100e55760403660031901126100e557600435602435906001548082105f14610a08578181039081116103e157915b808311610a00575b50606482116109f7575b61085182611619565b9061085f60405192836115f7565b82825261086b83611619565b602083019390601f190136853761088181611619565b9161088f60405193846115f7565b818352601f1961089e83611619565b015f5b8181106109d85750505f5b82811061095d57505050604051928392604084019060408552518091526060840191905f5b81811061093b575050508281036020840152815180825260208201916020808360051b8301019401925f915b83831061090a5786860387f35b919395509193602080610929600193601f1986820301875289516112b7565b970193019301909286959492936108fd565b82516001600160a01b03168452869550602093840193909201916001016108d1565b80829694959601908183116103e1576001600160a01b0361097f6001936114e6565b90549060031b1c1661099182896116b9565b526001600160a01b036109a482896116b9565b51165f525f6020526109b860405f20611900565b6109c282886116b9565b526109cd81876116b9565b5001949392946108ac565b6020906109e797959697611661565b82828901015201959493956108a1565b60649150610848565b91508261083e565b505f91610836565b346100e55760203660031901126100e5576004358015158091036100e5576002610a3933611823565b0180547fffffffffffffff00ffffffffffffffffffffffffffffffffffffffffffffffff60ff60c01b8460c01b1691161790556040519081527f0add8830292bbec16ed173e471f1bc751d11d690407475d22d45feb62139444460203392a2005b346100e5576101403660031901126100e557610ab461124f565b60c03660231901126100e55760e435906bffffffffffffffffffffffff8216918281036100e5576101043567ffffffffffffffff81116100e557610afc903690600401611265565b90936101243567ffffffffffffffff81116100e557610b1f903690600401611265565b9093335f525f60205260405f2090841561124057610103851161122757610800831161120e5764100000000064ffffffffff610b59611424565b16108015906111f7575b6111c65761ffff610b72611438565b16156001600160a01b0319610b85611449565b16150361119257610b9582611786565b63ffffffff81511663ffffffff610baa611512565b161015908161116f575b8161114c575b81611127575b81611109575b50156110fd5760028201805461ffff8160881c161515806110d1575b6110a75760e01c15611065575b805464ffffffffff8160981c161561102c575b506001600160a01b0380845416981680981490811580611001575b91610ff4575b50610fe6575b6001600160a01b03871660a09190911b6001600160a01b0319161781556001810163ffffffff610c57611512565b1681549067ffffffff00000000610c6c611525565b60201b16907fff000000000000000000000000ffffffffffffffffffffffffffffffffffffff6bffffffff0000000000000000610ca7611538565b60401b1664ffffffffff60601b610cbc611424565b60601b169261ffff60881b610ccf611438565b60881b16947effffffffffffffffffffffff0000000000000000000000000000000000000080610cfd611449565b60081c16169661ffff60881b199264ffffffffff60601b19916bffffffffffffffffffffffff19161716171617161717179055600381019067ffffffffffffffff8511610f2357610d4e825461154b565b601f8111610fac575b505f9185601f8111600114610f425780610d88916004955f91610f37575b508160011b915f199060031b1c19161790565b90555b019567ffffffffffffffff8211610f2357610da6875461154b565b601f8111610ee0575b505f96601f8311600114610e53578291610e3291610e0884610e43967fd83da6b113f5aced84597215dfcc5022897402a46b9d24349bf3516f53bbe9f39a9b9c5f91610e4857508160011b915f199060031b1c19161790565b90555b604051958695610e1a87611460565b60c087015261012060e087015261012086019161159e565b90838203610100850152339661159e565b0390a3005b90508b01358d610d75565b601f198316815f5260205f20905f5b818110610ec85750918493917fd83da6b113f5aced84597215dfcc5022897402a46b9d24349bf3516f53bbe9f398999a610e4396610e329510610eaf575b5050600184811b019055610e0b565b8a01355f19600387901b60f8161c191690558a80610ea0565b888b0135835560209a8b019a60019093019201610e62565b82811115610daf57610f1590885f5260205f2090601f850160051c9060208610610f1b575b601f82910160051c039101611583565b87610daf565b5f9150610f05565b634e487b7160e01b5f52604160045260245ffd5b90508b01358c610d75565b505f81815260208120909387601f1981165b8c818810610f8f57506004965010610f76575b5050600186811b019055610d8b565b8a01355f19600389901b60f8161c191690558980610f67565b830135845560209687019660019094019390920191899150610f54565b85811115610d5757610fe090835f5260205f2090601f880160051c9060208910610f1b57601f82910160051c039101611583565b88610d57565b610fef826117b3565b610c29565b90505460e01c1589610c23565b89337fd58299b712891143e76310d5e664c4203c940a67db37cf856bdaa3c5c76a802c5f80a3610c1d565b7fffffffffffffffff0000000000ffffffffffffffffffffffffffffffffffffff164260981b64ffffffffff60981b1617815589610c02565b60015468010000000000000000811015610f235780600161108992016001556114e6565b81549060031b906001600160a01b0333831b921b1916179055610bef565b6101846110b385611786565b6040516395edec9160e01b815290610729906106cb60048401611460565b506001600160a01b0319600185015460081b166001600160a01b03196110f5611449565b161415610be2565b6101846110b383611786565b61ffff9150608001511661ffff61111e611438565b16101589610bc6565b905064ffffffffff60608201511664ffffffffff611143611424565b16101590610bc0565b905063ffffffff60408201511663ffffffff611166611538565b16101590610bba565b905063ffffffff60208201511663ffffffff611189611525565b16101590610bb4565b61119a611438565b61ffff6111a5611449565b91635638006d60e11b5f52166004526001600160a01b03191660245260445ffd5b61ffff6111d1611424565b64ffffffffff6111df611438565b916369d6774560e01b5f52166004521660245260445ffd5b5061100061ffff611206611438565b161015610b63565b82633daa8ff760e11b5f5260045261080060245260445ffd5b8463c430870960e01b5f5260045261010360245260445ffd5b639817ee9360e01b5f5260045ffd5b600435906001600160a01b03821682036100e557565b9181601f840112156100e55782359167ffffffffffffffff83116100e557602083818601950101116100e557565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b611421916001600160a01b0382511681526bffffffffffffffffffffffff602083015116602082015261134c6040830151604083019060a09063ffffffff815116835263ffffffff602082015116602084015263ffffffff604082015116604084015264ffffffffff606082015116606084015261ffff6080820151166080840152816001600160a01b031991015116910152565b606082810151805163ffffffff908116610100850152602082015181166101208501526040820151166101408401529081015164ffffffffff16610160830152608081015161ffff1661018083015260a001516001600160a01b0319166101a0820152608082015115156101c082015264ffffffffff60a0830151166101e082015262ffffff60c08301511661020082015263ffffffff60e08301511661022082015261012061140f610100840151610280610240850152610280840190611293565b92015190610260818403910152611293565b90565b60843564ffffffffff811681036100e55790565b60a43561ffff811681036100e55790565b60c4356001600160a01b0319811681036100e55790565b60243563ffffffff81168091036100e557815260443563ffffffff81168091036100e557602082015260643563ffffffff81168091036100e557604082015260843564ffffffffff81168091036100e557606082015260a43561ffff81168091036100e557608082015260c435906001600160a01b031982168092036100e55760a00152565b6001548110156114fe5760015f5260205f2001905f90565b634e487b7160e01b5f52603260045260245ffd5b60243563ffffffff811681036100e55790565b60443563ffffffff811681036100e55790565b60643563ffffffff811681036100e55790565b90600182811c92168015611579575b602083101461156557565b634e487b7160e01b5f52602260045260245ffd5b91607f169161155a565b5f5b82811061159157505050565b5f82820155600101611585565b908060209392818452848401375f828201840152601f01601f1916010190565b60c0810190811067ffffffffffffffff821117610f2357604052565b610140810190811067ffffffffffffffff821117610f2357604052565b90601f8019910116810190811067ffffffffffffffff821117610f2357604052565b67ffffffffffffffff8111610f235760051b60200190565b6040519061163e826115be565b5f60a0838281528260208201528260408201528260608201528260808201520152565b6040519061166e826115da565b6060610120835f81525f6020820152611685611631565b6040820152611692611631565b838201525f60808201525f60a08201525f60c08201525f60e0820152826101008201520152565b80518210156114fe5760209160051b010190565b906040516116da816115be565b60a081935463ffffffff8116835263ffffffff8160201c16602084015263ffffffff8160401c16604084015264ffffffffff8160601c16606084015261ffff8160881c1660808401526001600160a01b03199060081b16910152565b611740815461154b565b908161174a575050565b81601f5f931160011461175c5750555b565b8183526020832061177991601f0160051c84190190600101611583565b8082528160208120915555565b9061178f611631565b50611799826119ac565b60019092015460081b6001600160a01b03191660a0830152565b600201805460e01c63ffffffff81146103e15760016117ef91018092906001600160e01b0382549163ffffffff60e01b9060e01b169116179055565b63ffffffff604051911681527f798746fa054d523ddd516eb156627c1aa9c7a040f4971d86e0fb20dac63bde5760203392a2565b6001600160a01b031690815f525f60205260405f209164ffffffffff600284015460981c16156118505750565b631c41b34760e21b5f5260045260245ffd5b9060405191825f8254926118758461154b565b80845293600181169081156118de575060011461189a575b5061175a925003836115f7565b90505f9291925260205f20905f915b8183106118c257505090602061175a928201015f61188d565b60209193508060019154838589010152019101909184926118a9565b90506020925061175a94915060ff191682840152151560051b8201015f61188d565b611908611661565b506119a3600482549261191a81611786565b6002820154906040519561192d876115da565b6001600160a01b038116875260a01c602087015261194d600184016116cd565b6040870152606086015260ff8160c01c161515608086015264ffffffffff8160981c1660a086015262ffffff8160c81c1660c086015260e01c60e085015261199760038201611862565b61010085015201611862565b61012082015290565b6002906119b7611631565b50015461ffff604051916119ca836115be565b63ffffffff8116835263ffffffff8160201c16602084015263ffffffff8160401c16604084015264ffffffffff8160601c16606084015260881c1660808201525f60a082015290565b9063ffffffff8091169116039063ffffffff82116103e157565b919091611a38611631565b9263ffffffff82511663ffffffff825116908181115f14611b835763ffffffff91611a6291611a13565b16845263ffffffff60208301511663ffffffff602083015116908181115f14611b765763ffffffff91611a9491611a13565b16602085015263ffffffff60408301511663ffffffff604083015116908181115f14611b695763ffffffff91611ac991611a13565b16604085015264ffffffffff60608301511664ffffffffff606083015116908181115f14611b5b570364ffffffffff81116103e15764ffffffffff905b16606085015261ffff608081818501511692015116908181115f14611b50570361ffff81116103e15761ffff905b16608084015260a06001600160a01b03199101511660a0830152565b505061ffff5f611b34565b505064ffffffffff5f611b06565b505063ffffffff5f611ac9565b505063ffffffff5f611a94565b505063ffffffff5f611a62565b919060029061ffff60881b608063ffffffff83511667ffffffff00000000602085015160201b16176bffffffff0000000000000000604085015160401b161764ffffffffff60601b606085015160601b161792015160881b1617920191825460ff8160c01c165f14611c4957600160c01b915b64ffffffffff60981b78ffffffffffffffffffffffffffffffffffffffffffffffffff63ffffffff60e01b84169562ffffff60c81b9060c81b1694169216171717179055565b5f91611c0356",
}

// Registry is an auto generated Go binding around an Ethereum contract.
type Registry struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Registry) GetABI() abi.ABI {
	return c.abi
}

// NewRegistry creates a new instance of Registry.
func NewRegistry() *Registry {
	parsed, err := RegistryMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Registry{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Registry) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address market_) returns()
func (registry *Registry) PackConstructor(market_ common.Address) []byte {
	enc, err := registry.abi.Pack("", market_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackENDPOINTLIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa969caf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) PackENDPOINTLIMIT() []byte {
	enc, err := registry.abi.Pack("ENDPOINT_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackENDPOINTLIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfa969caf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) TryPackENDPOINTLIMIT() ([]byte, error) {
	return registry.abi.Pack("ENDPOINT_LIMIT")
}

// UnpackENDPOINTLIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfa969caf.
//
// Solidity: function ENDPOINT_LIMIT() view returns(uint256)
func (registry *Registry) UnpackENDPOINTLIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("ENDPOINT_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMETADATALIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1938aadd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) PackMETADATALIMIT() []byte {
	enc, err := registry.abi.Pack("METADATA_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMETADATALIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1938aadd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) TryPackMETADATALIMIT() ([]byte, error) {
	return registry.abi.Pack("METADATA_LIMIT")
}

// UnpackMETADATALIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1938aadd.
//
// Solidity: function METADATA_LIMIT() view returns(uint256)
func (registry *Registry) UnpackMETADATALIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("METADATA_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPAGELIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8048d86c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) PackPAGELIMIT() []byte {
	enc, err := registry.abi.Pack("PAGE_LIMIT")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPAGELIMIT is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8048d86c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) TryPackPAGELIMIT() ([]byte, error) {
	return registry.abi.Pack("PAGE_LIMIT")
}

// UnpackPAGELIMIT is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x8048d86c.
//
// Solidity: function PAGE_LIMIT() view returns(uint256)
func (registry *Registry) UnpackPAGELIMIT(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("PAGE_LIMIT", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDeregister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaff5edb1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function deregister() returns()
func (registry *Registry) PackDeregister() []byte {
	enc, err := registry.abi.Pack("deregister")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDeregister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xaff5edb1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function deregister() returns()
func (registry *Registry) TryPackDeregister() ([]byte, error) {
	return registry.abi.Pack("deregister")
}

// PackEpochOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x582805d9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function epochOf(address node_) view returns(uint32 epoch)
func (registry *Registry) PackEpochOf(node common.Address) []byte {
	enc, err := registry.abi.Pack("epochOf", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEpochOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x582805d9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function epochOf(address node_) view returns(uint32 epoch)
func (registry *Registry) TryPackEpochOf(node common.Address) ([]byte, error) {
	return registry.abi.Pack("epochOf", node)
}

// UnpackEpochOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x582805d9.
//
// Solidity: function epochOf(address node_) view returns(uint32 epoch)
func (registry *Registry) UnpackEpochOf(data []byte) (uint32, error) {
	out, err := registry.abi.Unpack("epochOf", data)
	if err != nil {
		return *new(uint32), err
	}
	out0 := *abi.ConvertType(out[0], new(uint32)).(*uint32)
	return out0, nil
}

// PackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function market() view returns(address)
func (registry *Registry) PackMarket() []byte {
	enc, err := registry.abi.Pack("market")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function market() view returns(address)
func (registry *Registry) TryPackMarket() ([]byte, error) {
	return registry.abi.Pack("market")
}

// UnpackMarket is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80f55605.
//
// Solidity: function market() view returns(address)
func (registry *Registry) UnpackMarket(data []byte) (common.Address, error) {
	out, err := registry.abi.Unpack("market", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbffbe61c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string))
func (registry *Registry) PackNode(node common.Address) []byte {
	enc, err := registry.abi.Pack("node", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNode is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbffbe61c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string))
func (registry *Registry) TryPackNode(node common.Address) ([]byte, error) {
	return registry.abi.Pack("node", node)
}

// UnpackNode is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbffbe61c.
//
// Solidity: function node(address node_) view returns((address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string))
func (registry *Registry) UnpackNode(data []byte) (IRegistryNode, error) {
	out, err := registry.abi.Unpack("node", data)
	if err != nil {
		return *new(IRegistryNode), err
	}
	out0 := *abi.ConvertType(out[0], new(IRegistryNode)).(*IRegistryNode)
	return out0, nil
}

// PackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) PackNodeCount() []byte {
	enc, err := registry.abi.Pack("nodeCount")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodeCount is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6da49b83.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) TryPackNodeCount() ([]byte, error) {
	return registry.abi.Pack("nodeCount")
}

// UnpackNodeCount is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6da49b83.
//
// Solidity: function nodeCount() view returns(uint256)
func (registry *Registry) UnpackNodeCount(data []byte) (*big.Int, error) {
	out, err := registry.abi.Unpack("nodeCount", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackNodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16dbf7db.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string)[] entries)
func (registry *Registry) PackNodes(offset *big.Int, limit *big.Int) []byte {
	enc, err := registry.abi.Pack("nodes", offset, limit)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNodes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16dbf7db.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string)[] entries)
func (registry *Registry) TryPackNodes(offset *big.Int, limit *big.Int) ([]byte, error) {
	return registry.abi.Pack("nodes", offset, limit)
}

// NodesOutput serves as a container for the return parameters of contract
// method Nodes.
type NodesOutput struct {
	Addresses []common.Address
	Entries   []IRegistryNode
}

// UnpackNodes is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x16dbf7db.
//
// Solidity: function nodes(uint256 offset, uint256 limit) view returns(address[] addresses, (address,uint96,(uint32,uint32,uint32,uint40,uint16,bytes12),(uint32,uint32,uint32,uint40,uint16,bytes12),bool,uint40,uint24,uint32,string,string)[] entries)
func (registry *Registry) UnpackNodes(data []byte) (NodesOutput, error) {
	out, err := registry.abi.Unpack("nodes", data)
	outstruct := new(NodesOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Addresses = *abi.ConvertType(out[0], new([]common.Address)).(*[]common.Address)
	outstruct.Entries = *abi.ConvertType(out[1], new([]IRegistryNode)).(*[]IRegistryNode)
	return *outstruct, nil
}

// PackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) PackOperatorOf(node common.Address) []byte {
	enc, err := registry.abi.Pack("operatorOf", node)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackOperatorOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x636f35d3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) TryPackOperatorOf(node common.Address) ([]byte, error) {
	return registry.abi.Pack("operatorOf", node)
}

// UnpackOperatorOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x636f35d3.
//
// Solidity: function operatorOf(address node_) view returns(address operator)
func (registry *Registry) UnpackOperatorOf(data []byte) (common.Address, error) {
	out, err := registry.abi.Unpack("operatorOf", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12216bb7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function register(address operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI) returns()
func (registry *Registry) PackRegister(operator common.Address, total Resources, minStake *big.Int, endpoint string, metadataURI string) []byte {
	enc, err := registry.abi.Pack("register", operator, total, minStake, endpoint, metadataURI)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRegister is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x12216bb7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function register(address operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI) returns()
func (registry *Registry) TryPackRegister(operator common.Address, total Resources, minStake *big.Int, endpoint string, metadataURI string) ([]byte, error) {
	return registry.abi.Pack("register", operator, total, minStake, endpoint, metadataURI)
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e7bbd87.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns()
func (registry *Registry) PackRelease(node common.Address, r Resources) []byte {
	enc, err := registry.abi.Pack("release", node, r)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9e7bbd87.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns()
func (registry *Registry) TryPackRelease(node common.Address, r Resources) ([]byte, error) {
	return registry.abi.Pack("release", node, r)
}

// PackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57851412.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint32 epoch)
func (registry *Registry) PackReserve(node common.Address, r Resources) []byte {
	enc, err := registry.abi.Pack("reserve", node, r)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackReserve is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x57851412.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint32 epoch)
func (registry *Registry) TryPackReserve(node common.Address, r Resources) ([]byte, error) {
	return registry.abi.Pack("reserve", node, r)
}

// ReserveOutput serves as a container for the return parameters of contract
// method Reserve.
type ReserveOutput struct {
	Operator common.Address
	Epoch    uint32
}

// UnpackReserve is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x57851412.
//
// Solidity: function reserve(address node_, (uint32,uint32,uint32,uint40,uint16,bytes12) r) returns(address operator, uint32 epoch)
func (registry *Registry) UnpackReserve(data []byte) (ReserveOutput, error) {
	out, err := registry.abi.Unpack("reserve", data)
	outstruct := new(ReserveOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Operator = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Epoch = *abi.ConvertType(out[1], new(uint32)).(*uint32)
	return *outstruct, nil
}

// PackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setOperator(address operator) returns()
func (registry *Registry) PackSetOperator(operator common.Address) []byte {
	enc, err := registry.abi.Pack("setOperator", operator)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetOperator is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb3ab15fb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setOperator(address operator) returns()
func (registry *Registry) TryPackSetOperator(operator common.Address) ([]byte, error) {
	return registry.abi.Pack("setOperator", operator)
}

// PackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function setPaused(bool paused) returns()
func (registry *Registry) PackSetPaused(paused bool) []byte {
	enc, err := registry.abi.Pack("setPaused", paused)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSetPaused is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x16c38b3c.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function setPaused(bool paused) returns()
func (registry *Registry) TryPackSetPaused(paused bool) ([]byte, error) {
	return registry.abi.Pack("setPaused", paused)
}

// PackVoidQuotes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa20e501b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function voidQuotes() returns()
func (registry *Registry) PackVoidQuotes() []byte {
	enc, err := registry.abi.Pack("voidQuotes")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackVoidQuotes is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa20e501b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function voidQuotes() returns()
func (registry *Registry) TryPackVoidQuotes() ([]byte, error) {
	return registry.abi.Pack("voidQuotes")
}

// RegistryEpochBegan represents a EpochBegan event raised by the Registry contract.
type RegistryEpochBegan struct {
	Node  common.Address
	Epoch uint32
	Raw   *types.Log // Blockchain specific contextual infos
}

const RegistryEpochBeganEventName = "EpochBegan"

// ContractEventName returns the user-defined event name.
func (RegistryEpochBegan) ContractEventName() string {
	return RegistryEpochBeganEventName
}

// UnpackEpochBeganEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EpochBegan(address indexed node, uint32 epoch)
func (registry *Registry) UnpackEpochBeganEvent(log *types.Log) (*RegistryEpochBegan, error) {
	event := "EpochBegan"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryEpochBegan)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryNodeLeft represents a NodeLeft event raised by the Registry contract.
type RegistryNodeLeft struct {
	Node common.Address
	Raw  *types.Log // Blockchain specific contextual infos
}

const RegistryNodeLeftEventName = "NodeLeft"

// ContractEventName returns the user-defined event name.
func (RegistryNodeLeft) ContractEventName() string {
	return RegistryNodeLeftEventName
}

// UnpackNodeLeftEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeLeft(address indexed node)
func (registry *Registry) UnpackNodeLeftEvent(log *types.Log) (*RegistryNodeLeft, error) {
	event := "NodeLeft"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryNodeLeft)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryNodePaused represents a NodePaused event raised by the Registry contract.
type RegistryNodePaused struct {
	Node   common.Address
	Paused bool
	Raw    *types.Log // Blockchain specific contextual infos
}

const RegistryNodePausedEventName = "NodePaused"

// ContractEventName returns the user-defined event name.
func (RegistryNodePaused) ContractEventName() string {
	return RegistryNodePausedEventName
}

// UnpackNodePausedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodePaused(address indexed node, bool paused)
func (registry *Registry) UnpackNodePausedEvent(log *types.Log) (*RegistryNodePaused, error) {
	event := "NodePaused"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryNodePaused)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryNodeRegistered represents a NodeRegistered event raised by the Registry contract.
type RegistryNodeRegistered struct {
	Node        common.Address
	Operator    common.Address
	Total       Resources
	MinStake    *big.Int
	Endpoint    string
	MetadataURI string
	Raw         *types.Log // Blockchain specific contextual infos
}

const RegistryNodeRegisteredEventName = "NodeRegistered"

// ContractEventName returns the user-defined event name.
func (RegistryNodeRegistered) ContractEventName() string {
	return RegistryNodeRegisteredEventName
}

// UnpackNodeRegisteredEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event NodeRegistered(address indexed node, address indexed operator, (uint32,uint32,uint32,uint40,uint16,bytes12) total, uint96 minStake, string endpoint, string metadataURI)
func (registry *Registry) UnpackNodeRegisteredEvent(log *types.Log) (*RegistryNodeRegistered, error) {
	event := "NodeRegistered"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryNodeRegistered)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// RegistryOperatorChanged represents a OperatorChanged event raised by the Registry contract.
type RegistryOperatorChanged struct {
	Node     common.Address
	Operator common.Address
	Raw      *types.Log // Blockchain specific contextual infos
}

const RegistryOperatorChangedEventName = "OperatorChanged"

// ContractEventName returns the user-defined event name.
func (RegistryOperatorChanged) ContractEventName() string {
	return RegistryOperatorChangedEventName
}

// UnpackOperatorChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event OperatorChanged(address indexed node, address indexed operator)
func (registry *Registry) UnpackOperatorChangedEvent(log *types.Log) (*RegistryOperatorChanged, error) {
	event := "OperatorChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != registry.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(RegistryOperatorChanged)
	if len(log.Data) > 0 {
		if err := registry.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range registry.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (registry *Registry) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_BelowReserved"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryBelowReservedError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_EmptyEndpoint"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryEmptyEndpointError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_EndpointTooLong"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryEndpointTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_GpuModel"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryGpuModelError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_LiveOrders"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryLiveOrdersError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_MetadataTooLong"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryMetadataTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_NotRegistered"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryNotRegisteredError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_OnlyMarket"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryOnlyMarketError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_OutOfCapacity"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryOutOfCapacityError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_Paused"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryPausedError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_TooLarge"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryTooLargeError(raw[4:])
	}
	if bytes.Equal(raw[:4], registry.abi.Errors["Registry_ZeroAddress"].ID.Bytes()[:4]) {
		return registry.UnpackRegistryZeroAddressError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// RegistryRegistryBelowReserved represents a Registry_BelowReserved error raised by the Registry contract.
type RegistryRegistryBelowReserved struct {
	Total    Resources
	Reserved Resources
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_BelowReserved((uint32,uint32,uint32,uint40,uint16,bytes12) total, (uint32,uint32,uint32,uint40,uint16,bytes12) reserved)
func RegistryRegistryBelowReservedErrorID() common.Hash {
	return common.HexToHash("0x95edec911288c5f788c968fb195c6dd0f24875f9391ddad990d2468188f3ffed")
}

// UnpackRegistryBelowReservedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_BelowReserved((uint32,uint32,uint32,uint40,uint16,bytes12) total, (uint32,uint32,uint32,uint40,uint16,bytes12) reserved)
func (registry *Registry) UnpackRegistryBelowReservedError(raw []byte) (*RegistryRegistryBelowReserved, error) {
	out := new(RegistryRegistryBelowReserved)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_BelowReserved", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryEmptyEndpoint represents a Registry_EmptyEndpoint error raised by the Registry contract.
type RegistryRegistryEmptyEndpoint struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_EmptyEndpoint()
func RegistryRegistryEmptyEndpointErrorID() common.Hash {
	return common.HexToHash("0x9817ee935d0007c60c6c82218cb1484891d4e0e41344c4a3b372b3e674c184bf")
}

// UnpackRegistryEmptyEndpointError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_EmptyEndpoint()
func (registry *Registry) UnpackRegistryEmptyEndpointError(raw []byte) (*RegistryRegistryEmptyEndpoint, error) {
	out := new(RegistryRegistryEmptyEndpoint)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_EmptyEndpoint", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryEndpointTooLong represents a Registry_EndpointTooLong error raised by the Registry contract.
type RegistryRegistryEndpointTooLong struct {
	Length *big.Int
	Limit  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_EndpointTooLong(uint256 length, uint256 limit)
func RegistryRegistryEndpointTooLongErrorID() common.Hash {
	return common.HexToHash("0xc430870920e67c9b8148899f2ce46a680d28f3dc7b806d57a507119636326c92")
}

// UnpackRegistryEndpointTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_EndpointTooLong(uint256 length, uint256 limit)
func (registry *Registry) UnpackRegistryEndpointTooLongError(raw []byte) (*RegistryRegistryEndpointTooLong, error) {
	out := new(RegistryRegistryEndpointTooLong)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_EndpointTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryGpuModel represents a Registry_GpuModel error raised by the Registry contract.
type RegistryRegistryGpuModel struct {
	Gpu      uint16
	GpuModel [12]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_GpuModel(uint16 gpu, bytes12 gpuModel)
func RegistryRegistryGpuModelErrorID() common.Hash {
	return common.HexToHash("0xac7000dab06adbbb845ee481f5c88640d867d9d23fdf8dc0882b0b4867440d32")
}

// UnpackRegistryGpuModelError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_GpuModel(uint16 gpu, bytes12 gpuModel)
func (registry *Registry) UnpackRegistryGpuModelError(raw []byte) (*RegistryRegistryGpuModel, error) {
	out := new(RegistryRegistryGpuModel)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_GpuModel", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryLiveOrders represents a Registry_LiveOrders error raised by the Registry contract.
type RegistryRegistryLiveOrders struct {
	Node common.Address
	Live *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_LiveOrders(address node, uint24 live)
func RegistryRegistryLiveOrdersErrorID() common.Hash {
	return common.HexToHash("0x761bddc53a8d126053b3ada18c9c4169a494bc3e78baf659105e2e9be76f550e")
}

// UnpackRegistryLiveOrdersError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_LiveOrders(address node, uint24 live)
func (registry *Registry) UnpackRegistryLiveOrdersError(raw []byte) (*RegistryRegistryLiveOrders, error) {
	out := new(RegistryRegistryLiveOrders)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_LiveOrders", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryMetadataTooLong represents a Registry_MetadataTooLong error raised by the Registry contract.
type RegistryRegistryMetadataTooLong struct {
	Length *big.Int
	Limit  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_MetadataTooLong(uint256 length, uint256 limit)
func RegistryRegistryMetadataTooLongErrorID() common.Hash {
	return common.HexToHash("0x7b551fee3e9f620c14345bb6a975f0e51bc9811c3f39f5ea5198583f8a99248b")
}

// UnpackRegistryMetadataTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_MetadataTooLong(uint256 length, uint256 limit)
func (registry *Registry) UnpackRegistryMetadataTooLongError(raw []byte) (*RegistryRegistryMetadataTooLong, error) {
	out := new(RegistryRegistryMetadataTooLong)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_MetadataTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryNotRegistered represents a Registry_NotRegistered error raised by the Registry contract.
type RegistryRegistryNotRegistered struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_NotRegistered(address node)
func RegistryRegistryNotRegisteredErrorID() common.Hash {
	return common.HexToHash("0x7106cd1cdb3ab574f87d9efa111160dcbe7072c2eba3a2d575289cd812b76977")
}

// UnpackRegistryNotRegisteredError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_NotRegistered(address node)
func (registry *Registry) UnpackRegistryNotRegisteredError(raw []byte) (*RegistryRegistryNotRegistered, error) {
	out := new(RegistryRegistryNotRegistered)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_NotRegistered", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryOnlyMarket represents a Registry_OnlyMarket error raised by the Registry contract.
type RegistryRegistryOnlyMarket struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_OnlyMarket(address caller)
func RegistryRegistryOnlyMarketErrorID() common.Hash {
	return common.HexToHash("0x3177c4528320cbf0fd2eb542fd9578d924902dd0d14151963fc160815397e316")
}

// UnpackRegistryOnlyMarketError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_OnlyMarket(address caller)
func (registry *Registry) UnpackRegistryOnlyMarketError(raw []byte) (*RegistryRegistryOnlyMarket, error) {
	out := new(RegistryRegistryOnlyMarket)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_OnlyMarket", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryOutOfCapacity represents a Registry_OutOfCapacity error raised by the Registry contract.
type RegistryRegistryOutOfCapacity struct {
	Wanted Resources
	Free   Resources
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_OutOfCapacity((uint32,uint32,uint32,uint40,uint16,bytes12) wanted, (uint32,uint32,uint32,uint40,uint16,bytes12) free)
func RegistryRegistryOutOfCapacityErrorID() common.Hash {
	return common.HexToHash("0x08bae04eee0757c1b656152983c0b3b06f1349a29b267235c61dff1a76ffad21")
}

// UnpackRegistryOutOfCapacityError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_OutOfCapacity((uint32,uint32,uint32,uint40,uint16,bytes12) wanted, (uint32,uint32,uint32,uint40,uint16,bytes12) free)
func (registry *Registry) UnpackRegistryOutOfCapacityError(raw []byte) (*RegistryRegistryOutOfCapacity, error) {
	out := new(RegistryRegistryOutOfCapacity)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_OutOfCapacity", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryPaused represents a Registry_Paused error raised by the Registry contract.
type RegistryRegistryPaused struct {
	Node common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_Paused(address node)
func RegistryRegistryPausedErrorID() common.Hash {
	return common.HexToHash("0xbe41466a1b093ed7a6de526b6ae1b94c912f414bb800edd84dd1385c50370aef")
}

// UnpackRegistryPausedError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_Paused(address node)
func (registry *Registry) UnpackRegistryPausedError(raw []byte) (*RegistryRegistryPaused, error) {
	out := new(RegistryRegistryPaused)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_Paused", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryTooLarge represents a Registry_TooLarge error raised by the Registry contract.
type RegistryRegistryTooLarge struct {
	TrafficMiB *big.Int
	Gpu        uint16
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_TooLarge(uint40 trafficMiB, uint16 gpu)
func RegistryRegistryTooLargeErrorID() common.Hash {
	return common.HexToHash("0x69d677459afcc471e796f1964902c05c9f4d03d6bc33df61266640005e650c13")
}

// UnpackRegistryTooLargeError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_TooLarge(uint40 trafficMiB, uint16 gpu)
func (registry *Registry) UnpackRegistryTooLargeError(raw []byte) (*RegistryRegistryTooLarge, error) {
	out := new(RegistryRegistryTooLarge)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_TooLarge", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// RegistryRegistryZeroAddress represents a Registry_ZeroAddress error raised by the Registry contract.
type RegistryRegistryZeroAddress struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Registry_ZeroAddress()
func RegistryRegistryZeroAddressErrorID() common.Hash {
	return common.HexToHash("0x7b3731c2c45e9abf36e3539a5971f7d23518897aa28729b6d8ddcbf79e310e27")
}

// UnpackRegistryZeroAddressError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Registry_ZeroAddress()
func (registry *Registry) UnpackRegistryZeroAddressError(raw []byte) (*RegistryRegistryZeroAddress, error) {
	out := new(RegistryRegistryZeroAddress)
	if err := registry.abi.UnpackIntoInterface(out, "Registry_ZeroAddress", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingMetaData contains all meta data concerning the Staking contract.
var StakingMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token_\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"market_\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"pool\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"emissionPerSecond_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"mintPerMille_\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"mintCap_\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"maturity_\",\"type\":\"uint40\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"ReentrancyGuardReentrantCall\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"token\",\"type\":\"address\"}],\"name\":\"SafeERC20FailedOperation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"Staking_AlreadyHeld\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"what\",\"type\":\"uint256\"}],\"name\":\"Staking_BadParameter\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"perMille\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"limit\",\"type\":\"uint256\"}],\"name\":\"Staking_BadRate\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"Staking_BadRecipient\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"free\",\"type\":\"uint256\"}],\"name\":\"Staking_NotEnough\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"caller\",\"type\":\"address\"}],\"name\":\"Staking_OnlyMarket\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"pool\",\"type\":\"uint256\"}],\"name\":\"Staking_PoolMissing\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"wanted\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"free\",\"type\":\"uint256\"}],\"name\":\"Staking_Principal\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"Staking_ZeroAmount\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"emitted\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"released\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"fees\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"minted\",\"type\":\"uint256\"}],\"name\":\"Accrued\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Claimed\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"Held\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Released\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Staked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"Unstaked\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"PERIOD\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"SCALE\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"accrue\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"claim\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"emissionPerSecond\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"held\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"amount\",\"type\":\"uint96\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint96\",\"name\":\"amount\",\"type\":\"uint96\"},{\"internalType\":\"uint40\",\"name\":\"until\",\"type\":\"uint40\"}],\"name\":\"hold\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"market\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"maturity\",\"outputs\":[{\"internalType\":\"uint40\",\"name\":\"\",\"type\":\"uint40\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"mintCap\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"mintPerMille\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"poolLeft\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"position\",\"outputs\":[{\"components\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"counting\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"held\",\"type\":\"uint256\"},{\"internalType\":\"uint40\",\"name\":\"since\",\"type\":\"uint40\"},{\"internalType\":\"uint256\",\"name\":\"earned\",\"type\":\"uint256\"}],\"internalType\":\"structIStaking.Position\",\"name\":\"\",\"type\":\"tuple\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"id\",\"type\":\"uint256\"}],\"name\":\"release\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"stake\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"stakeOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"stakeWithPermit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"stream\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"current\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"next\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"token\",\"outputs\":[{\"internalType\":\"address\",\"name\":\"\",\"type\":\"address\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalStaked\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"}],\"name\":\"unstake\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"yearlyYield\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"}]",
	ID:  "313022a15e69f358095f7139e3b0d482ec",
	Bin: "0x610140806040523461028f5760e081611ff380380380916100208285610474565b83398101031261028f57610033816104ab565b61003f602083016104ab565b91604081015192606082015160808301519160c060a08501519401519464ffffffffff861680870361028f57813b158015610405575b6103f157604051634cf088d960e01b81526001600160a01b03841690602081600481855afa90811561029b575f916103b7575b506001600160a01b03163014801590610343575b61032f576040516370a0823160e01b81523060048201526020816024816001600160a01b0388165afa90811561029b575f916102fd575b508981106102e657506001600160801b0385116102d3576101f486116102ba576001600160801b0387116102a6576020600491604051928380926308cfe5c360e01b82525afa801561029b575f90610254575b63ffffffff91501610156102405760805260a05260c05260e052610100526101205260015564ffffffffff421664ffffffffff196005541617600555604051611b3390816104c0823960805181818161012b015281816101f8015281816108bc01528181610ae701528181610fdd0152818161106d0152818161174b01526118bd015260a0518181816105870152818161096301528181610d1501528181610fab01526110b7015260c05181818161031601528181610e4501526114aa015260e051818181610761015281816118500152611aa401526101005181818161099e015261187b015261012051818181610a5b0152611aec0152f35b63b13c510760e01b5f52600760045260245ffd5b506020813d602011610293575b8161026e60209383610474565b8101031261028f575163ffffffff8116810361028f5763ffffffff90610146565b5f80fd5b3d9150610261565b6040513d5f823e3d90fd5b63b13c510760e01b5f52600660045260245ffd5b85631cdf7f2d60e21b5f526004526101f460245260445ffd5b63b13c510760e01b5f526004805260245ffd5b8990630158a48760e01b5f5260045260245260445ffd5b90506020813d602011610327575b8161031860209383610474565b8101031261028f57515f6100f3565b3d915061030b565b63b13c510760e01b5f52600260045260245ffd5b50604051631c2eb17b60e31b8152602081600481855afa90811561029b575f9161037d575b506001600160a01b03848116911614156100bc565b90506020813d6020116103af575b8161039860209383610474565b8101031261028f576103a9906104ab565b5f610368565b3d915061038b565b90506020813d6020116103e9575b816103d260209383610474565b8101031261028f576103e3906104ab565b5f6100a8565b3d91506103c5565b63b13c510760e01b5f52600160045260245ffd5b50604051631aa93a7560e11b81526020816004816001600160a01b0387165afa90811561029b575f91610442575b506001600160801b0310610075565b90506020813d60201161046c575b8161045d60209383610474565b8101031261028f57515f610433565b3d9150610450565b601f909101601f19168101906001600160401b0382119082101761049757604052565b634e487b7160e01b5f52604160045260245ffd5b51906001600160a01b038216820361028f5756fe60806040526004361015610011575f80fd5b5f5f3560e01c80631e83409a14610a7f578063204f83f914610a3e57806337bdc99b14610a2057806342623360146109e95780636f2a6791146109c157806376c71ca11461098757806380f5560514610944578063817b1cd2146109285780638381e182146107845780639239c9561461074a5780639890ba4f146107285780639f16346114610535578063a694fc3a146104ec578063b4d1d795146104cf578063b7648fb914610356578063bc9a194414610339578063d1164400146102ff578063dedd8ed814610293578063ecd9ba82146101c3578063eced552614610199578063f8ba4cff146101525763fc0c546a1461010c575f80fd5b3461014f578060031936011261014f5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b80fd5b503461014f578060031936011261014f5761016b610f0c565b61017361100d565b807f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d80f35b503461014f578060031936011261014f5760206040516ec097ce7bc90715b34b9f10000000008152f35b503461028f5760a036600319011261028f5760043560443560ff811680910361028f576101ee610f0c565b6001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690813b1561028f575f9160e48392604051948593849263d505accf60e01b84523360048501523060248501528860448501526024356064850152608484015260643560a484015260843560c48401525af1610278575b506101739061163f565b6102859192505f90610c7a565b5f9061017361026e565b5f80fd5b3461028f57602036600319011261028f576004355f526007602052606060405f2060408051916102c283610c2e565b80549264ffffffffff60016001600160a01b0386169586845260a01c93846020850152015416928391015260405192835260208301526040820152f35b3461028f575f36600319011261028f5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461028f575f36600319011261028f576020600154604051908152f35b3461028f57602036600319011261028f576001600160a01b03610377610c02565b5f608060405161038681610c5e565b8281528260208201528260408201528260608201520152165f52600660205260405f20600254905f548061045c575b60a0838364ffffffffff6001600160801b03825416926104006103d784611389565b936103fa6103f46001830154946002600385015494015490610c9c565b876114e1565b90610e22565b926040519061040e82610c5e565b85825260208201908152608060408301926001600160801b038560501c1684528560608201951685520194855260405195865251602086015251604085015251166060830152516080820152f35b6104766104676113ad565b505061047161148b565b610e22565b926ec097ce7bc90715b34b9f10000000008402938085046ec097ce7bc90715b34b9f100000000014901517156104bb576103fa6104b59260a095610e04565b916103b5565b634e487b7160e01b5f52601160045260245ffd5b3461028f575f36600319011261028f576020604051620151808152f35b3461028f57602036600319011261028f57610505610f0c565b61051060043561163f565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d005b3461028f57608036600319011261028f57600435610551610c18565b6044356bffffffffffffffffffffffff811680910361028f576064359164ffffffffff831680930361028f576001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016330361071557835f52600760205260405f205460a01c610702576001600160a01b031691825f5260066020526105df60405f20611389565b8083116106ec57507fa04892b0def5c67c142c0eaff7d07b51f4dac548480e073319638956b2b98c9391604091845f52600660205261067e6001845f2001610634846001600160801b03835460501c16610eec565b7fffffffffffff00000000000000000000000000000000ffffffffffffffffffff79ffffffffffffffffffffffffffffffff0000000000000000000083549260501b169116179055565b825161068981610c2e565b85815264ffffffffff60018160208401868152878501908682528b5f5260076020526001600160a01b03895f20965116906001600160a01b0319905160a01b1617855551169201911664ffffffffff1982541617905582519182526020820152a3005b82630f816c9160e01b5f5260045260245260445ffd5b836347be19f960e11b5f5260045260245ffd5b63d571227560e01b5f523360045260245ffd5b3461028f575f36600319011261028f576020610742610e2f565b604051908152f35b3461028f575f36600319011261028f5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461028f57604036600319011261028f576004356107a0610c18565b906107a9610f0c565b8015610919576107b882610f67565b335f52600660205260405f20916001600160801b038354166001600160801b036107ed600186019282845460501c1690610ca9565b1680841161090357506001600160801b036105109461080a61100d565b610813816112be565b818516826108248282855416610ca9565b835485191691161780835560801c808710156108f8576108709161084791610ca9565b82546001600160801b031660809190911b6fffffffffffffffffffffffffffffffff1916178255565b5416156108e1575b50610884825f54610c9c565b5f556040518281527f0f5bb82176feb1b5e747e28471aa92156a04d9f3ab9f45f28e2d704232b93f7560203392a26001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001661130b565b805469ffffffffffffffffffff1916905583610878565b50506108705f610847565b83630f816c9160e01b5f5260045260245260445ffd5b63021e445f60e51b5f5260045ffd5b3461028f575f36600319011261028f5760205f54604051908152f35b3461028f575f36600319011261028f5760206040516001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461028f575f36600319011261028f5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461028f575f36600319011261028f5760406109db6113ad565b835191825260208201529050f35b3461028f57602036600319011261028f576001600160a01b03610a0a610c02565b165f526006602052602061074260405f20611389565b3461028f57602036600319011261028f57610a3c600435610cc9565b005b3461028f575f36600319011261028f57602060405164ffffffffff7f0000000000000000000000000000000000000000000000000000000000000000168152f35b3461028f57602036600319011261028f57610a98610c02565b610aa0610f0c565b610aa981610f67565b610ab161100d565b335f526006602052600360405f20610ac8816112be565b018054908115610919576040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b03169190602081602481865afa8015610bf7575f90610bc3575b610b3491505f5490610c9c565b808411610bad5750602093610b82925f8593556040518381526001600160a01b038316907ff7a40077ff7a04c7e61f6f26fb13774259ddf1b6bce9ecf26a8276cdd3992683883392a361130b565b5f7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d604051908152f35b8363a20cf5b560e01b5f5260045260245260445ffd5b506020813d602011610bef575b81610bdd60209383610c7a565b8101031261028f57610b349051610b27565b3d9150610bd0565b6040513d5f823e3d90fd5b600435906001600160a01b038216820361028f57565b602435906001600160a01b038216820361028f57565b6060810190811067ffffffffffffffff821117610c4a57604052565b634e487b7160e01b5f52604160045260245ffd5b60a0810190811067ffffffffffffffff821117610c4a57604052565b90601f8019910116810190811067ffffffffffffffff821117610c4a57604052565b919082039182116104bb57565b906001600160801b03809116911603906001600160801b0382116104bb57565b805f52600760205260405f20604051610ce181610c2e565b64ffffffffff60018354936001600160a01b0385168452602084019460a01c85520154168060408301526001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000163314159081610de7575b50610715576bffffffffffffffffffffffff82511615610de25760206bffffffffffffffffffffffff6001600160a01b037f82e416ba72d10e709b5de7ac16f5f49ff1d94f22d55bf582d353d3c313a1e8dd93865f52600784525f6001604082208281550155610dd483875116838351165f5260068652610634600160405f2001916001600160801b03835460501c16610ca9565b5116935116604051908152a3565b505050565b905042105f610d3f565b818102929181159184041417156104bb57565b8115610e0e570490565b634e487b7160e01b5f52601260045260245ffd5b919082018092116104bb57565b5f548015610ee757610e3f6113ad565b509190507f00000000000000000000000000000000000000000000000000000000000000006301e133808102908082046301e1338014901517156104bb57610e91600154610e8b61148b565b90610c9c565b906301e133808402938085046301e1338014901517156104bb576201518042066201518003916201518083116104bb57610ed1610edf93610ee496610e04565b918180821091180218610e22565b61158c565b90565b505f90565b906001600160801b03809116911601906001600160801b0382116104bb57565b7f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005c610f585760017f9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f005d565b633ee5aeb560e01b5f5260045ffd5b6001600160a01b031680158015611004575b8015610fd2575b8015610fa0575b610f8e5750565b63ad03cf0360e01b5f5260045260245ffd5b506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168114610f87565b506001600160a01b037f0000000000000000000000000000000000000000000000000000000000000000168114610f80565b50308114610f79565b61101561148b565b61101d6113ad565b6005939193545f9064ffffffffff42169064ffffffffff19161760055561104683600154610c9c565b6001556110538484610e22565b611266575b6040516370a0823160e01b81523060048201527f00000000000000000000000000000000000000000000000000000000000000006001600160a01b0316602082602481845afa918215610bf7575f92611232575b506001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016803b1561028f575f809160046040518094819363643cb2b960e11b83525af161121c575b506020602491604051928380926370a0823160e01b82523060048301525afa9081156112115783916111df575b50818111156111d75761113b9250610c9c565b935b6001600160801b0361115c611151876117f0565b936103fa8589610e22565b60801b6fffffffffffffffffffffffffffffffff19169116176003556111888161047186818787610e22565b611193575b50505050565b7f89aa045ea9e84bbc2185f22b476eb315fef4ffa879b5cf07237ceb444ff1579393608093604051938452602084015260408301526060820152a15f80808061118d565b50509361113d565b90506020813d602011611209575b816111fa60209383610c7a565b8101031261028f57515f611128565b3d91506111ed565b6040513d85823e3d90fd5b6112299193505f90610c7a565b5f9160206110fb565b9091506020813d60201161125e575b8161124e60209383610c7a565b8101031261028f5751905f6110ac565b3d9150611241565b6112708484610e22565b6ec097ce7bc90715b34b9f10000000008102908082046ec097ce7bc90715b34b9f100000000014901517156104bb576112ae6112b6915f5490610e04565b600254610e22565b600255611058565b6001600160801b03815416806112d9575b5060028054910155565b6112f4906112ee600254600285015490610c9c565b906114e1565b61130360038301918254610e22565b90555f6112cf565b916001600160a01b036040519263a9059cbb60e01b5f521660045260245260205f60448180865af19060015f5114821615611368575b6040521561134c5750565b6001600160a01b0390635274afe760e01b5f521660045260245ffd5b90600181151661138057823b15153d15161690611341565b503d5f823e3d90fd5b610ee4906001600160801b0360016113a083611ac9565b92015460501c1690610c9c565b600354906001600160801b0382169160801c90825f5415611478575064ffffffffff600554166113e262015180820682610c9c565b906201518082018092116104bb5781421061144357509261140861143292939442610c9c565b62015180811015611437576201518061142461142c9287610df1565b048092610e22565b93610c9c565b905f90565b5061142c848092610e22565b611474916114678261146161145b61146d9542610c9c565b89610df1565b92610c9c565b90610e04565b8094610c9c565b9190565b61148492919350610e22565b5f915f9190565b5f54156114dd576114ce6114a864ffffffffff6005541642610c9c565b7f0000000000000000000000000000000000000000000000000000000000000000610df1565b60015490818082109118021890565b5f90565b9091905f905f19848209908481029283808410930392808403931461157257826ec097ce7bc90715b34b9f1000000000111561156057507f356317ffa45f828d2a41175b2aed3a20e7fdd4a4e46cc11944d93b01be7b171193946ec097ce7bc90715b34b9f1000000000910990828211900360dc1b910360241c170290565b634e487b71905260116020526024601cfd5b5050506ec097ce7bc90715b34b9f10000000009192500490565b5f19670de0b6b3a7640000820991670de0b6b3a7640000820291828085109403938085039414611633578382111561161b57670de0b6b3a7640000829109815f0382168092046002816003021880820260020302808202600203028082026002030280820260020302808202600203028091026002030293600183805f03040190848311900302920304170290565b50634e487b715f52156003026011186020526024601cfd5b5090610ee49250610e04565b80156109195761164d61100d565b335f52600660205260405f20611662816112be565b6001810164ffffffffff815416156117d6575b6116bc6001600160801b036116948561047183875416610e8b88611ac9565b84546001600160801b0316911660801b6fffffffffffffffffffffffffffffffff1916178355565b805469ffffffffff000000000019164260281b69ffffffffff00000000001617905580546001600160801b03906116f890848316908316610eec565b166001600160801b0319825416179055611713815f54610e22565b5f556040518181527f9e71bc8eea02a63969f509818f2dafb9254532904319f9dbda79b67bd34a5f3d60203392a26001600160a01b037f00000000000000000000000000000000000000000000000000000000000000001690604051906323b872dd60e01b5f52336004523060245260445260205f60648180865af19060015f51148216156117be575b6040525f606052156117ac5750565b635274afe760e01b5f5260045260245ffd5b90600181151661138057823b15153d1516169061179d565b805464ffffffffff19164264ffffffffff16178155611675565b905f611809600454936001600160801b03851690610e22565b80158015611aa1575b611a9a576201518042049364ffffffffff60055460281c1664ffffffffff8616145f14611a8b576001600160801b039060801c5b16936103e86118757f000000000000000000000000000000000000000000000000000000000000000084610df1565b046118a97f000000000000000000000000000000000000000000000000000000000000000080881081891802811890610c9c565b908180821091180218946001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016604051631aa93a7560e11b8152602081600481855afa908115610bf7575f91611a59575b506040516318160ddd60e01b815290602082600481865afa908115610bf7575f91611a23575b6119319250610c9c565b9687808210911802808818970361195a575b50505050506001600160801b031960045416600455565b8096939495963b1561028f575f80916044604051809481936340c10f1960e01b83523060048401528960248401525af19081611a0e575b506119b6575050506001600160801b03166001600160801b0319600454161760045590565b829594506119c692919350610e22565b6001600160801b036004549181199060801b1691161760045569ffffffffff00000000006005549160281b169069ffffffffff00000000001916176005555f80808080611943565b611a1b9196505f90610c7a565b5f945f611991565b90506020823d602011611a51575b81611a3e60209383610c7a565b8101031261028f57611931915190611927565b3d9150611a31565b90506020813d602011611a83575b81611a7460209383610c7a565b8101031261028f57515f611901565b3d9150611a67565b506001600160801b035f611846565b505f925050565b507f000000000000000000000000000000000000000000000000000000000000000015611812565b6001600160801b0390611b1264ffffffffff600183015460281c1664ffffffffff7f00000000000000000000000000000000000000000000000000000000000000001690610e22565b421015611b2e57611b2a9054828160801c9116610ca9565b1690565b54169056",
}

// Staking is an auto generated Go binding around an Ethereum contract.
type Staking struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Staking) GetABI() abi.ABI {
	return c.abi
}

// NewStaking creates a new instance of Staking.
func NewStaking() *Staking {
	parsed, err := StakingMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Staking{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Staking) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address token_, address market_, uint256 pool, uint256 emissionPerSecond_, uint256 mintPerMille_, uint256 mintCap_, uint40 maturity_) returns()
func (staking *Staking) PackConstructor(token_ common.Address, market_ common.Address, pool *big.Int, emissionPerSecond_ *big.Int, mintPerMille_ *big.Int, mintCap_ *big.Int, maturity_ *big.Int) []byte {
	enc, err := staking.abi.Pack("", token_, market_, pool, emissionPerSecond_, mintPerMille_, mintCap_, maturity_)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4d1d795.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) PackPERIOD() []byte {
	enc, err := staking.abi.Pack("PERIOD")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPERIOD is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb4d1d795.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) TryPackPERIOD() ([]byte, error) {
	return staking.abi.Pack("PERIOD")
}

// UnpackPERIOD is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb4d1d795.
//
// Solidity: function PERIOD() view returns(uint256)
func (staking *Staking) UnpackPERIOD(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("PERIOD", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackSCALE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeced5526.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) PackSCALE() []byte {
	enc, err := staking.abi.Pack("SCALE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSCALE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xeced5526.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) TryPackSCALE() ([]byte, error) {
	return staking.abi.Pack("SCALE")
}

// UnpackSCALE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xeced5526.
//
// Solidity: function SCALE() view returns(uint256)
func (staking *Staking) UnpackSCALE(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("SCALE", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackAccrue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8ba4cff.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function accrue() returns()
func (staking *Staking) PackAccrue() []byte {
	enc, err := staking.abi.Pack("accrue")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAccrue is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xf8ba4cff.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function accrue() returns()
func (staking *Staking) TryPackAccrue() ([]byte, error) {
	return staking.abi.Pack("accrue")
}

// PackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) PackClaim(to common.Address) []byte {
	enc, err := staking.abi.Pack("claim", to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackClaim is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x1e83409a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) TryPackClaim(to common.Address) ([]byte, error) {
	return staking.abi.Pack("claim", to)
}

// UnpackClaim is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x1e83409a.
//
// Solidity: function claim(address to) returns(uint256 amount)
func (staking *Staking) UnpackClaim(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("claim", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackEmissionPerSecond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1164400.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) PackEmissionPerSecond() []byte {
	enc, err := staking.abi.Pack("emissionPerSecond")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackEmissionPerSecond is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd1164400.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) TryPackEmissionPerSecond() ([]byte, error) {
	return staking.abi.Pack("emissionPerSecond")
}

// UnpackEmissionPerSecond is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd1164400.
//
// Solidity: function emissionPerSecond() view returns(uint256)
func (staking *Staking) UnpackEmissionPerSecond(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("emissionPerSecond", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackHeld is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdedd8ed8.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function held(uint256 id) view returns(address account, uint96 amount, uint40 until)
func (staking *Staking) PackHeld(id *big.Int) []byte {
	enc, err := staking.abi.Pack("held", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHeld is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdedd8ed8.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function held(uint256 id) view returns(address account, uint96 amount, uint40 until)
func (staking *Staking) TryPackHeld(id *big.Int) ([]byte, error) {
	return staking.abi.Pack("held", id)
}

// HeldOutput serves as a container for the return parameters of contract
// method Held.
type HeldOutput struct {
	Account common.Address
	Amount  *big.Int
	Until   *big.Int
}

// UnpackHeld is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdedd8ed8.
//
// Solidity: function held(uint256 id) view returns(address account, uint96 amount, uint40 until)
func (staking *Staking) UnpackHeld(data []byte) (HeldOutput, error) {
	out, err := staking.abi.Unpack("held", data)
	outstruct := new(HeldOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Account = *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	outstruct.Amount = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	outstruct.Until = abi.ConvertType(out[2], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackHold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f163461.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hold(uint256 id, address account, uint96 amount, uint40 until) returns()
func (staking *Staking) PackHold(id *big.Int, account common.Address, amount *big.Int, until *big.Int) []byte {
	enc, err := staking.abi.Pack("hold", id, account, amount, until)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHold is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9f163461.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hold(uint256 id, address account, uint96 amount, uint40 until) returns()
func (staking *Staking) TryPackHold(id *big.Int, account common.Address, amount *big.Int, until *big.Int) ([]byte, error) {
	return staking.abi.Pack("hold", id, account, amount, until)
}

// PackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function market() view returns(address)
func (staking *Staking) PackMarket() []byte {
	enc, err := staking.abi.Pack("market")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMarket is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x80f55605.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function market() view returns(address)
func (staking *Staking) TryPackMarket() ([]byte, error) {
	return staking.abi.Pack("market")
}

// UnpackMarket is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x80f55605.
//
// Solidity: function market() view returns(address)
func (staking *Staking) UnpackMarket(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("market", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackMaturity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204f83f9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) PackMaturity() []byte {
	enc, err := staking.abi.Pack("maturity")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMaturity is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x204f83f9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) TryPackMaturity() ([]byte, error) {
	return staking.abi.Pack("maturity")
}

// UnpackMaturity is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x204f83f9.
//
// Solidity: function maturity() view returns(uint40)
func (staking *Staking) UnpackMaturity(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("maturity", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMintCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c71ca1.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) PackMintCap() []byte {
	enc, err := staking.abi.Pack("mintCap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x76c71ca1.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) TryPackMintCap() ([]byte, error) {
	return staking.abi.Pack("mintCap")
}

// UnpackMintCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x76c71ca1.
//
// Solidity: function mintCap() view returns(uint256)
func (staking *Staking) UnpackMintCap(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("mintCap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackMintPerMille is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9239c956.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) PackMintPerMille() []byte {
	enc, err := staking.abi.Pack("mintPerMille")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMintPerMille is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9239c956.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) TryPackMintPerMille() ([]byte, error) {
	return staking.abi.Pack("mintPerMille")
}

// UnpackMintPerMille is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9239c956.
//
// Solidity: function mintPerMille() view returns(uint256)
func (staking *Staking) UnpackMintPerMille(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("mintPerMille", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPoolLeft is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc9a1944.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) PackPoolLeft() []byte {
	enc, err := staking.abi.Pack("poolLeft")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPoolLeft is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xbc9a1944.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) TryPackPoolLeft() ([]byte, error) {
	return staking.abi.Pack("poolLeft")
}

// UnpackPoolLeft is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xbc9a1944.
//
// Solidity: function poolLeft() view returns(uint256)
func (staking *Staking) UnpackPoolLeft(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("poolLeft", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPosition is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7648fb9.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint256,uint40,uint256))
func (staking *Staking) PackPosition(account common.Address) []byte {
	enc, err := staking.abi.Pack("position", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPosition is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xb7648fb9.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint256,uint40,uint256))
func (staking *Staking) TryPackPosition(account common.Address) ([]byte, error) {
	return staking.abi.Pack("position", account)
}

// UnpackPosition is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xb7648fb9.
//
// Solidity: function position(address account) view returns((uint256,uint256,uint256,uint40,uint256))
func (staking *Staking) UnpackPosition(data []byte) (IStakingPosition, error) {
	out, err := staking.abi.Unpack("position", data)
	if err != nil {
		return *new(IStakingPosition), err
	}
	out0 := *abi.ConvertType(out[0], new(IStakingPosition)).(*IStakingPosition)
	return out0, nil
}

// PackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x37bdc99b.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function release(uint256 id) returns()
func (staking *Staking) PackRelease(id *big.Int) []byte {
	enc, err := staking.abi.Pack("release", id)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRelease is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x37bdc99b.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function release(uint256 id) returns()
func (staking *Staking) TryPackRelease(id *big.Int) ([]byte, error) {
	return staking.abi.Pack("release", id)
}

// PackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa694fc3a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stake(uint256 amount) returns()
func (staking *Staking) PackStake(amount *big.Int) []byte {
	enc, err := staking.abi.Pack("stake", amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa694fc3a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stake(uint256 amount) returns()
func (staking *Staking) TryPackStake(amount *big.Int) ([]byte, error) {
	return staking.abi.Pack("stake", amount)
}

// PackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) PackStakeOf(account common.Address) []byte {
	enc, err := staking.abi.Pack("stakeOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x42623360.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) TryPackStakeOf(account common.Address) ([]byte, error) {
	return staking.abi.Pack("stakeOf", account)
}

// UnpackStakeOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x42623360.
//
// Solidity: function stakeOf(address account) view returns(uint256 amount)
func (staking *Staking) UnpackStakeOf(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("stakeOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackStakeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xecd9ba82.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) PackStakeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := staking.abi.Pack("stakeWithPermit", amount, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStakeWithPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xecd9ba82.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stakeWithPermit(uint256 amount, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (staking *Staking) TryPackStakeWithPermit(amount *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return staking.abi.Pack("stakeWithPermit", amount, deadline, v, r, s)
}

// PackStream is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6f2a6791.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function stream() view returns(uint256 current, uint256 next)
func (staking *Staking) PackStream() []byte {
	enc, err := staking.abi.Pack("stream")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackStream is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x6f2a6791.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function stream() view returns(uint256 current, uint256 next)
func (staking *Staking) TryPackStream() ([]byte, error) {
	return staking.abi.Pack("stream")
}

// StreamOutput serves as a container for the return parameters of contract
// method Stream.
type StreamOutput struct {
	Current *big.Int
	Next    *big.Int
}

// UnpackStream is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x6f2a6791.
//
// Solidity: function stream() view returns(uint256 current, uint256 next)
func (staking *Staking) UnpackStream(data []byte) (StreamOutput, error) {
	out, err := staking.abi.Unpack("stream", data)
	outstruct := new(StreamOutput)
	if err != nil {
		return *outstruct, err
	}
	outstruct.Current = abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	outstruct.Next = abi.ConvertType(out[1], new(big.Int)).(*big.Int)
	return *outstruct, nil
}

// PackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function token() view returns(address)
func (staking *Staking) PackToken() []byte {
	enc, err := staking.abi.Pack("token")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackToken is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xfc0c546a.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function token() view returns(address)
func (staking *Staking) TryPackToken() ([]byte, error) {
	return staking.abi.Pack("token")
}

// UnpackToken is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xfc0c546a.
//
// Solidity: function token() view returns(address)
func (staking *Staking) UnpackToken(data []byte) (common.Address, error) {
	out, err := staking.abi.Unpack("token", data)
	if err != nil {
		return *new(common.Address), err
	}
	out0 := *abi.ConvertType(out[0], new(common.Address)).(*common.Address)
	return out0, nil
}

// PackTotalStaked is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x817b1cd2.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) PackTotalStaked() []byte {
	enc, err := staking.abi.Pack("totalStaked")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalStaked is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x817b1cd2.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) TryPackTotalStaked() ([]byte, error) {
	return staking.abi.Pack("totalStaked")
}

// UnpackTotalStaked is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x817b1cd2.
//
// Solidity: function totalStaked() view returns(uint256)
func (staking *Staking) UnpackTotalStaked(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("totalStaked", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8381e182.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function unstake(uint256 amount, address to) returns()
func (staking *Staking) PackUnstake(amount *big.Int, to common.Address) []byte {
	enc, err := staking.abi.Pack("unstake", amount, to)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackUnstake is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x8381e182.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function unstake(uint256 amount, address to) returns()
func (staking *Staking) TryPackUnstake(amount *big.Int, to common.Address) ([]byte, error) {
	return staking.abi.Pack("unstake", amount, to)
}

// PackYearlyYield is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9890ba4f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) PackYearlyYield() []byte {
	enc, err := staking.abi.Pack("yearlyYield")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackYearlyYield is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x9890ba4f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) TryPackYearlyYield() ([]byte, error) {
	return staking.abi.Pack("yearlyYield")
}

// UnpackYearlyYield is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x9890ba4f.
//
// Solidity: function yearlyYield() view returns(uint256)
func (staking *Staking) UnpackYearlyYield(data []byte) (*big.Int, error) {
	out, err := staking.abi.Unpack("yearlyYield", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// StakingAccrued represents a Accrued event raised by the Staking contract.
type StakingAccrued struct {
	Emitted  *big.Int
	Released *big.Int
	Fees     *big.Int
	Minted   *big.Int
	Raw      *types.Log // Blockchain specific contextual infos
}

const StakingAccruedEventName = "Accrued"

// ContractEventName returns the user-defined event name.
func (StakingAccrued) ContractEventName() string {
	return StakingAccruedEventName
}

// UnpackAccruedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Accrued(uint256 emitted, uint256 released, uint256 fees, uint256 minted)
func (staking *Staking) UnpackAccruedEvent(log *types.Log) (*StakingAccrued, error) {
	event := "Accrued"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingAccrued)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingClaimed represents a Claimed event raised by the Staking contract.
type StakingClaimed struct {
	Account common.Address
	To      common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingClaimedEventName = "Claimed"

// ContractEventName returns the user-defined event name.
func (StakingClaimed) ContractEventName() string {
	return StakingClaimedEventName
}

// UnpackClaimedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Claimed(address indexed account, address indexed to, uint256 amount)
func (staking *Staking) UnpackClaimedEvent(log *types.Log) (*StakingClaimed, error) {
	event := "Claimed"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingClaimed)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingHeld represents a Held event raised by the Staking contract.
type StakingHeld struct {
	Account common.Address
	Id      *big.Int
	Amount  *big.Int
	Until   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingHeldEventName = "Held"

// ContractEventName returns the user-defined event name.
func (StakingHeld) ContractEventName() string {
	return StakingHeldEventName
}

// UnpackHeldEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Held(address indexed account, uint256 indexed id, uint256 amount, uint40 until)
func (staking *Staking) UnpackHeldEvent(log *types.Log) (*StakingHeld, error) {
	event := "Held"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingHeld)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingReleased represents a Released event raised by the Staking contract.
type StakingReleased struct {
	Account common.Address
	Id      *big.Int
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingReleasedEventName = "Released"

// ContractEventName returns the user-defined event name.
func (StakingReleased) ContractEventName() string {
	return StakingReleasedEventName
}

// UnpackReleasedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Released(address indexed account, uint256 indexed id, uint256 amount)
func (staking *Staking) UnpackReleasedEvent(log *types.Log) (*StakingReleased, error) {
	event := "Released"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingReleased)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingStaked represents a Staked event raised by the Staking contract.
type StakingStaked struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingStakedEventName = "Staked"

// ContractEventName returns the user-defined event name.
func (StakingStaked) ContractEventName() string {
	return StakingStakedEventName
}

// UnpackStakedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Staked(address indexed account, uint256 amount)
func (staking *Staking) UnpackStakedEvent(log *types.Log) (*StakingStaked, error) {
	event := "Staked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingStaked)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// StakingUnstaked represents a Unstaked event raised by the Staking contract.
type StakingUnstaked struct {
	Account common.Address
	Amount  *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const StakingUnstakedEventName = "Unstaked"

// ContractEventName returns the user-defined event name.
func (StakingUnstaked) ContractEventName() string {
	return StakingUnstakedEventName
}

// UnpackUnstakedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Unstaked(address indexed account, uint256 amount)
func (staking *Staking) UnpackUnstakedEvent(log *types.Log) (*StakingUnstaked, error) {
	event := "Unstaked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != staking.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(StakingUnstaked)
	if len(log.Data) > 0 {
		if err := staking.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range staking.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (staking *Staking) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], staking.abi.Errors["ReentrancyGuardReentrantCall"].ID.Bytes()[:4]) {
		return staking.UnpackReentrancyGuardReentrantCallError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["SafeERC20FailedOperation"].ID.Bytes()[:4]) {
		return staking.UnpackSafeERC20FailedOperationError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_AlreadyHeld"].ID.Bytes()[:4]) {
		return staking.UnpackStakingAlreadyHeldError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_BadParameter"].ID.Bytes()[:4]) {
		return staking.UnpackStakingBadParameterError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_BadRate"].ID.Bytes()[:4]) {
		return staking.UnpackStakingBadRateError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_BadRecipient"].ID.Bytes()[:4]) {
		return staking.UnpackStakingBadRecipientError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_NotEnough"].ID.Bytes()[:4]) {
		return staking.UnpackStakingNotEnoughError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_OnlyMarket"].ID.Bytes()[:4]) {
		return staking.UnpackStakingOnlyMarketError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_PoolMissing"].ID.Bytes()[:4]) {
		return staking.UnpackStakingPoolMissingError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_Principal"].ID.Bytes()[:4]) {
		return staking.UnpackStakingPrincipalError(raw[4:])
	}
	if bytes.Equal(raw[:4], staking.abi.Errors["Staking_ZeroAmount"].ID.Bytes()[:4]) {
		return staking.UnpackStakingZeroAmountError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// StakingReentrancyGuardReentrantCall represents a ReentrancyGuardReentrantCall error raised by the Staking contract.
type StakingReentrancyGuardReentrantCall struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ReentrancyGuardReentrantCall()
func StakingReentrancyGuardReentrantCallErrorID() common.Hash {
	return common.HexToHash("0x3ee5aeb571de7fc460830b4d0017439a1ca56fb0bc39062227ade4fe4a24c1ca")
}

// UnpackReentrancyGuardReentrantCallError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ReentrancyGuardReentrantCall()
func (staking *Staking) UnpackReentrancyGuardReentrantCallError(raw []byte) (*StakingReentrancyGuardReentrantCall, error) {
	out := new(StakingReentrancyGuardReentrantCall)
	if err := staking.abi.UnpackIntoInterface(out, "ReentrancyGuardReentrantCall", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingSafeERC20FailedOperation represents a SafeERC20FailedOperation error raised by the Staking contract.
type StakingSafeERC20FailedOperation struct {
	Token common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error SafeERC20FailedOperation(address token)
func StakingSafeERC20FailedOperationErrorID() common.Hash {
	return common.HexToHash("0x5274afe73c98b4749fc91ffae6b7b574e7842cb2144a159e9377a5f20b32edf9")
}

// UnpackSafeERC20FailedOperationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error SafeERC20FailedOperation(address token)
func (staking *Staking) UnpackSafeERC20FailedOperationError(raw []byte) (*StakingSafeERC20FailedOperation, error) {
	out := new(StakingSafeERC20FailedOperation)
	if err := staking.abi.UnpackIntoInterface(out, "SafeERC20FailedOperation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingAlreadyHeld represents a Staking_AlreadyHeld error raised by the Staking contract.
type StakingStakingAlreadyHeld struct {
	Id *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_AlreadyHeld(uint256 id)
func StakingStakingAlreadyHeldErrorID() common.Hash {
	return common.HexToHash("0x8f7c33f2f1ecbd1eb7034905f016d18854feec6cb3acecf51134ab5b5ad363c2")
}

// UnpackStakingAlreadyHeldError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_AlreadyHeld(uint256 id)
func (staking *Staking) UnpackStakingAlreadyHeldError(raw []byte) (*StakingStakingAlreadyHeld, error) {
	out := new(StakingStakingAlreadyHeld)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_AlreadyHeld", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingBadParameter represents a Staking_BadParameter error raised by the Staking contract.
type StakingStakingBadParameter struct {
	What *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_BadParameter(uint256 what)
func StakingStakingBadParameterErrorID() common.Hash {
	return common.HexToHash("0xb13c51077e031dd4fd57bc7a17e416830373959e249819a7dd8e50816d7c95e5")
}

// UnpackStakingBadParameterError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_BadParameter(uint256 what)
func (staking *Staking) UnpackStakingBadParameterError(raw []byte) (*StakingStakingBadParameter, error) {
	out := new(StakingStakingBadParameter)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_BadParameter", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingBadRate represents a Staking_BadRate error raised by the Staking contract.
type StakingStakingBadRate struct {
	PerMille *big.Int
	Limit    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_BadRate(uint256 perMille, uint256 limit)
func StakingStakingBadRateErrorID() common.Hash {
	return common.HexToHash("0x737dfcb4f575b4734df0ebb2101d6c211e1a0e663e8c806d0e3aa85467e9c7f6")
}

// UnpackStakingBadRateError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_BadRate(uint256 perMille, uint256 limit)
func (staking *Staking) UnpackStakingBadRateError(raw []byte) (*StakingStakingBadRate, error) {
	out := new(StakingStakingBadRate)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_BadRate", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingBadRecipient represents a Staking_BadRecipient error raised by the Staking contract.
type StakingStakingBadRecipient struct {
	To common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_BadRecipient(address to)
func StakingStakingBadRecipientErrorID() common.Hash {
	return common.HexToHash("0xad03cf03673fd1df67028b1e9a63a593196e63310122f957df9543e656a625c1")
}

// UnpackStakingBadRecipientError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_BadRecipient(address to)
func (staking *Staking) UnpackStakingBadRecipientError(raw []byte) (*StakingStakingBadRecipient, error) {
	out := new(StakingStakingBadRecipient)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_BadRecipient", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingNotEnough represents a Staking_NotEnough error raised by the Staking contract.
type StakingStakingNotEnough struct {
	Wanted *big.Int
	Free   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_NotEnough(uint256 wanted, uint256 free)
func StakingStakingNotEnoughErrorID() common.Hash {
	return common.HexToHash("0x0f816c9163c596c193a9bea117f9e93c39b23ac9c565763d935433c84b959b1a")
}

// UnpackStakingNotEnoughError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_NotEnough(uint256 wanted, uint256 free)
func (staking *Staking) UnpackStakingNotEnoughError(raw []byte) (*StakingStakingNotEnough, error) {
	out := new(StakingStakingNotEnough)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_NotEnough", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingOnlyMarket represents a Staking_OnlyMarket error raised by the Staking contract.
type StakingStakingOnlyMarket struct {
	Caller common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_OnlyMarket(address caller)
func StakingStakingOnlyMarketErrorID() common.Hash {
	return common.HexToHash("0xd57122751c7d7bcf05d6603e091491840bf56f34c99b916141a2d2467724c5dd")
}

// UnpackStakingOnlyMarketError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_OnlyMarket(address caller)
func (staking *Staking) UnpackStakingOnlyMarketError(raw []byte) (*StakingStakingOnlyMarket, error) {
	out := new(StakingStakingOnlyMarket)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_OnlyMarket", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingPoolMissing represents a Staking_PoolMissing error raised by the Staking contract.
type StakingStakingPoolMissing struct {
	Balance *big.Int
	Pool    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_PoolMissing(uint256 balance, uint256 pool)
func StakingStakingPoolMissingErrorID() common.Hash {
	return common.HexToHash("0x0158a4875915a169f5ccf17691a7f0477e3f5d0ce777aff1a7102d68fca43032")
}

// UnpackStakingPoolMissingError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_PoolMissing(uint256 balance, uint256 pool)
func (staking *Staking) UnpackStakingPoolMissingError(raw []byte) (*StakingStakingPoolMissing, error) {
	out := new(StakingStakingPoolMissing)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_PoolMissing", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingPrincipal represents a Staking_Principal error raised by the Staking contract.
type StakingStakingPrincipal struct {
	Wanted *big.Int
	Free   *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_Principal(uint256 wanted, uint256 free)
func StakingStakingPrincipalErrorID() common.Hash {
	return common.HexToHash("0xa20cf5b5c115abe1f06d62eba3f7d529a65a478095f19f1b4bb56153d55794bb")
}

// UnpackStakingPrincipalError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_Principal(uint256 wanted, uint256 free)
func (staking *Staking) UnpackStakingPrincipalError(raw []byte) (*StakingStakingPrincipal, error) {
	out := new(StakingStakingPrincipal)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_Principal", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// StakingStakingZeroAmount represents a Staking_ZeroAmount error raised by the Staking contract.
type StakingStakingZeroAmount struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Staking_ZeroAmount()
func StakingStakingZeroAmountErrorID() common.Hash {
	return common.HexToHash("0x43c88be00e0c72de5645fdcf7b94fb1e5b354785826dfbbc213134de3d81cf92")
}

// UnpackStakingZeroAmountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Staking_ZeroAmount()
func (staking *Staking) UnpackStakingZeroAmountError(raw []byte) (*StakingStakingZeroAmount, error) {
	out := new(StakingStakingZeroAmount)
	if err := staking.abi.UnpackIntoInterface(out, "Staking_ZeroAmount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenMetaData contains all meta data concerning the Token contract.
var TokenMetaData = bind.MetaData{
	ABI: "[{\"inputs\":[{\"internalType\":\"address\",\"name\":\"admin\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"cap_\",\"type\":\"uint256\"},{\"internalType\":\"address[]\",\"name\":\"minters\",\"type\":\"address[]\"},{\"internalType\":\"address[]\",\"name\":\"holders\",\"type\":\"address[]\"},{\"internalType\":\"uint256[]\",\"name\":\"amounts\",\"type\":\"uint256[]\"}],\"stateMutability\":\"nonpayable\",\"type\":\"constructor\"},{\"inputs\":[],\"name\":\"AccessControlBadConfirmation\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"bytes32\",\"name\":\"neededRole\",\"type\":\"bytes32\"}],\"name\":\"AccessControlUnauthorizedAccount\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"ECDSAInvalidSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"length\",\"type\":\"uint256\"}],\"name\":\"ECDSAInvalidSignatureLength\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"ECDSAInvalidSignatureS\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"increasedSupply\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20ExceededCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"allowance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientAllowance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"balance\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"needed\",\"type\":\"uint256\"}],\"name\":\"ERC20InsufficientBalance\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"approver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidApprover\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"cap\",\"type\":\"uint256\"}],\"name\":\"ERC20InvalidCap\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"receiver\",\"type\":\"address\"}],\"name\":\"ERC20InvalidReceiver\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"ERC20InvalidSpender\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"}],\"name\":\"ERC2612ExpiredSignature\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"signer\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"ERC2612InvalidSigner\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"currentNonce\",\"type\":\"uint256\"}],\"name\":\"InvalidAccountNonce\",\"type\":\"error\"},{\"inputs\":[],\"name\":\"InvalidShortString\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"string\",\"name\":\"str\",\"type\":\"string\"}],\"name\":\"StringTooLong\",\"type\":\"error\"},{\"inputs\":[{\"internalType\":\"uint256\",\"name\":\"holders\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"amounts\",\"type\":\"uint256\"}],\"name\":\"Token_GenesisMismatch\",\"type\":\"error\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Approval\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[],\"name\":\"EIP712DomainChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"previousAdminRole\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"newAdminRole\",\"type\":\"bytes32\"}],\"name\":\"RoleAdminChanged\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleGranted\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"sender\",\"type\":\"address\"}],\"name\":\"RoleRevoked\",\"type\":\"event\"},{\"anonymous\":false,\"inputs\":[{\"indexed\":true,\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"indexed\":true,\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"indexed\":false,\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"Transfer\",\"type\":\"event\"},{\"inputs\":[],\"name\":\"DEFAULT_ADMIN_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"DOMAIN_SEPARATOR\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"MINTER_ROLE\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"}],\"name\":\"allowance\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"approve\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"balanceOf\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"cap\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"decimals\",\"outputs\":[{\"internalType\":\"uint8\",\"name\":\"\",\"type\":\"uint8\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"}],\"name\":\"getRoleAdmin\",\"outputs\":[{\"internalType\":\"bytes32\",\"name\":\"\",\"type\":\"bytes32\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"grantRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"hasRole\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"amount\",\"type\":\"uint256\"}],\"name\":\"mint\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"name\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"}],\"name\":\"nonces\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"owner\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"spender\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"},{\"internalType\":\"uint256\",\"name\":\"deadline\",\"type\":\"uint256\"},{\"internalType\":\"uint8\",\"name\":\"v\",\"type\":\"uint8\"},{\"internalType\":\"bytes32\",\"name\":\"r\",\"type\":\"bytes32\"},{\"internalType\":\"bytes32\",\"name\":\"s\",\"type\":\"bytes32\"}],\"name\":\"permit\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"callerConfirmation\",\"type\":\"address\"}],\"name\":\"renounceRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes32\",\"name\":\"role\",\"type\":\"bytes32\"},{\"internalType\":\"address\",\"name\":\"account\",\"type\":\"address\"}],\"name\":\"revokeRole\",\"outputs\":[],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"bytes4\",\"name\":\"interfaceId\",\"type\":\"bytes4\"}],\"name\":\"supportsInterface\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"symbol\",\"outputs\":[{\"internalType\":\"string\",\"name\":\"\",\"type\":\"string\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[],\"name\":\"totalSupply\",\"outputs\":[{\"internalType\":\"uint256\",\"name\":\"\",\"type\":\"uint256\"}],\"stateMutability\":\"view\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transfer\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"},{\"inputs\":[{\"internalType\":\"address\",\"name\":\"from\",\"type\":\"address\"},{\"internalType\":\"address\",\"name\":\"to\",\"type\":\"address\"},{\"internalType\":\"uint256\",\"name\":\"value\",\"type\":\"uint256\"}],\"name\":\"transferFrom\",\"outputs\":[{\"internalType\":\"bool\",\"name\":\"\",\"type\":\"bool\"}],\"stateMutability\":\"nonpayable\",\"type\":\"function\"}]",
	ID:  "e088a626a73b4fb3e5cfedc7300173fac8",
	Bin: "0x610180806040523461068c5761195e803803809161001d8285610690565b8339810160a08282031261068c57610034826106b3565b60208301516040840151909391906001600160401b03811161068c578361005c9184016106de565b60608301519094906001600160401b03811161068c578461007e9185016106de565b608084015190936001600160401b03821161068c57019380601f8601121561068c5784516100ab816106c7565b956100b96040519788610690565b81875260208088019260051b82010192831161068c57602001905b82821061067c575050506040516100ec604082610690565b600581526020810164084cae4e8d60db1b81526040519161010e604084610690565b6005835264084cae4e8d60db1b60208401526040519361012f604086610690565b600385526210949560ea1b60208601526040519461014e604087610690565b60018652603160f81b60208701908152855190956001600160401b0382116105775760035490600182811c92168015610672575b60208310146105595781601f8493116105fc575b50602090601f8311600114610596575f9261058b575b50508160011b915f199060031b1c1916176003555b8051906001600160401b0382116105775760045490600182811c9216801561056d575b60208310146105595781601f8493116104e3575b50602090601f831160011461047d575f92610472575b50508160011b915f199060031b1c1916176004555b801561045f5760805261023581610874565b6101405261024284610874565b6101605251902091826101005251902080610120524660c0526040519060208201927f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f8452604083015260608201524660808201523060a082015260a081526102ac60c082610690565b51902060a0523060e052815183519081810361044a5750506001600160a01b03811661043a575b505f5b8351811015610305576001906102fe6001600160a01b036102f78388610743565b51166107e1565b50016102d6565b50905f5b82518110156103d8576001600160a01b036103248285610743565b51166103308284610743565b5181156103c557600254908082018092116103b15760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a360805160025481811161039c575050600101610309565b63279e7e1560e21b5f5260045260245260445ffd5b634e487b7160e01b5f52601160045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b60405161101e90816108e082396080518181816106e301526107fe015260a05181610d14015260c05181610dd1015260e05181610ce501526101005181610d6301526101205181610d89015261014051816104e0015261016051816105090152f35b6104439061076b565b505f6102d3565b6371c67fef60e01b5f5260045260245260445ffd5b63392e1e2760e01b5f525f60045260245ffd5b015190505f8061020e565b60045f9081528281209350601f198516905b8181106104cb57509084600195949392106104b3575b505050811b01600455610223565b01515f1960f88460031b161c191690555f80806104a5565b9293602060018192878601518155019501930161048f565b828111156101f85760045f52909150601f830160051c7f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b60208510610551575b849392601f0160051c82900391015f5b8281106105415750506101f8565b5f81830155859450600101610533565b5f9150610523565b634e487b7160e01b5f52602260045260245ffd5b91607f16916101e4565b634e487b7160e01b5f52604160045260245ffd5b015190505f806101ac565b60035f9081528281209350601f198516905b8181106105e457509084600195949392106105cc575b505050811b016003556101c1565b01515f1960f88460031b161c191690555f80806105be565b929360206001819287860151815501950193016105a8565b828111156101965760035f52909150601f830160051c7fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b6020851061066a575b849392601f0160051c82900391015f5b82811061065a575050610196565b5f8183015585945060010161064c565b5f915061063c565b91607f1691610182565b81518152602091820191016100d4565b5f80fd5b601f909101601f19168101906001600160401b0382119082101761057757604052565b51906001600160a01b038216820361068c57565b6001600160401b0381116105775760051b60200190565b9080601f8301121561068c5781516106f5816106c7565b926107036040519485610690565b81845260208085019260051b82010192831161068c57602001905b82821061072b5750505090565b60208091610738846106b3565b81520191019061071e565b80518210156107575760209160051b010190565b634e487b7160e01b5f52603260045260245ffd5b6001600160a01b0381165f9081525f51602061193e5f395f51905f52602052604090205460ff166107dc576001600160a01b03165f8181525f51602061193e5f395f51905f5260205260408120805460ff191660011790553391905f5160206118fe5f395f51905f528180a4600190565b505f90565b6001600160a01b0381165f9081525f51602061191e5f395f51905f52602052604090205460ff166107dc576001600160a01b03165f8181525f51602061191e5f395f51905f5260205260408120805460ff191660011790553391907f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a6905f5160206118fe5f395f51905f529080a4600190565b601f81511161089f576020815191015160208210610890571790565b5f198260200360031b1b161790565b604460209160405192839163305a27a960e01b83528160048401528051918291826024860152018484015e5f828201840152601f01601f19168101030190fdfe6080806040526004361015610012575f80fd5b5f3560e01c90816301ffc9a714610a885750806306fdde03146109cd578063095ea7b3146109a757806318160ddd1461098a57806323b872dd146108a5578063248a9ca31461087a5780632f2ff15d1461083c578063313ce56714610821578063355274ea146107e75780633644e515146107c557806336568abe1461078157806340c10f191461062f57806370a08231146105f85780637ecebe00146105c057806384b0196e146104c857806391d148541461047e57806395d89b4114610372578063a217fddf14610358578063a9059cbb14610327578063d505accf146101f0578063d5391393146101b6578063d547741f146101715763dd62ed3e14610119575f80fd5b3461016d57604036600319011261016d57610132610aff565b6001600160a01b03610142610b15565b91165f5260016020526001600160a01b0360405f2091165f52602052602060405f2054604051908152f35b5f80fd5b3461016d57604036600319011261016d576101b4600435610190610b15565b906101af6101aa825f526008602052600160405f20015490565b610c0b565b610df7565b005b3461016d575f36600319011261016d5760206040517f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a68152f35b3461016d5760e036600319011261016d57610209610aff565b610211610b15565b604435906064359260843560ff8116810361016d57844211610314576102ea6102e16001600160a01b039283851697885f52600760205260405f20908154916001830190556040519060208201927f6e71edae12b1b97f4d1f60370fef10105fa2faae0126114a169c64845d6126c984528b6040840152878a1660608401528a608084015260a083015260c082015260c081526102af60e082610b2b565b5190206102ba610cdb565b906040519161190160f01b83526002830152602282015260c43591604260a4359220610f1d565b90929192610faa565b168481036102fd57506101b49350610e7c565b84906325c0072360e11b5f5260045260245260445ffd5b8463313c898160e11b5f5260045260245ffd5b3461016d57604036600319011261016d5761034d610343610aff565b6024359033610b61565b602060405160018152f35b3461016d575f36600319011261016d5760206040515f8152f35b3461016d575f36600319011261016d576040515f6004548060011c90600181168015610474575b6020831081146104605782855290811561043c57506001146103de575b6103da836103c681850382610b2b565b604051918291602083526020830190610adb565b0390f35b91905060045f527f8a35acfbc15ff81a39ae7d344fd709f28e8600b4aa8c65c6b64bfe7fe36bd19b915f905b808210610422575090915081016020016103c66103b6565b91926001816020925483858801015201910190929161040a565b60ff191660208086019190915291151560051b840190910191506103c690506103b6565b634e487b7160e01b5f52602260045260245ffd5b91607f1691610399565b3461016d57604036600319011261016d57610497610b15565b6004355f5260086020526001600160a01b0360405f2091165f52602052602060ff60405f2054166040519015158152f35b3461016d575f36600319011261016d576105646105047f0000000000000000000000000000000000000000000000000000000000000000610edf565b61052d7f0000000000000000000000000000000000000000000000000000000000000000610edf565b6020610572604051926105408385610b2b565b5f84525f368137604051958695600f60f81b875260e08588015260e0870190610adb565b908582036040870152610adb565b4660608501523060808501525f60a085015283810360c08501528180845192838152019301915f5b8281106105a957505050500390f35b83518552869550938101939281019260010161059a565b3461016d57602036600319011261016d576001600160a01b036105e1610aff565b165f526007602052602060405f2054604051908152f35b3461016d57602036600319011261016d576001600160a01b03610619610aff565b165f525f602052602060405f2054604051908152f35b3461016d57604036600319011261016d57610648610aff565b335f9081527f51a495916474fe1a0c0fcfb65a8a97682b84a054118858cdd1f5dfd7fc0919eb6020526040902054602435919060ff161561074a576001600160a01b031690811561073757600254908082018092116107235760207fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef915f9360025584845283825260408420818154019055604051908152a37f000000000000000000000000000000000000000000000000000000000000000060025481811161070e57005b63279e7e1560e21b5f5260045260245260445ffd5b634e487b7160e01b5f52601160045260245ffd5b63ec442f0560e01b5f525f60045260245ffd5b63e2517d3f60e01b5f52336004527f9f2df0fed2c77648de5860a4cc508cd0818c85b8b8a1ab4ceeef8d981c8956a660245260445ffd5b3461016d57604036600319011261016d5761079a610b15565b336001600160a01b038216036107b6576101b490600435610df7565b63334bd91960e11b5f5260045ffd5b3461016d575f36600319011261016d5760206107df610cdb565b604051908152f35b3461016d575f36600319011261016d5760206040517f00000000000000000000000000000000000000000000000000000000000000008152f35b3461016d575f36600319011261016d57602060405160128152f35b3461016d57604036600319011261016d576101b460043561085b610b15565b906108756101aa825f526008602052600160405f20015490565b610c4c565b3461016d57602036600319011261016d5760206107df6004355f526008602052600160405f20015490565b3461016d57606036600319011261016d576108be610aff565b6108c6610b15565b604435906001600160a01b03831692835f52600160205260405f206001600160a01b0333165f5260205260405f20545f198110610909575b5061034d9350610b61565b83811061096f57841561095c5733156109495761034d945f52600160205260405f206001600160a01b0333165f526020528360405f2091039055846108fe565b634a1406b160e11b5f525f60045260245ffd5b63e602df0560e01b5f525f60045260245ffd5b8390637dc7a0d960e11b5f523360045260245260445260645ffd5b3461016d575f36600319011261016d576020600254604051908152f35b3461016d57604036600319011261016d5761034d6109c3610aff565b6024359033610e7c565b3461016d575f36600319011261016d576040515f6003548060011c90600181168015610a7e575b6020831081146104605782855290811561043c5750600114610a20576103da836103c681850382610b2b565b91905060035f527fc2575a0e9e593c00f959f8c92f12db2869c3395a3b0502d05e2516446f71f85b915f905b808210610a64575090915081016020016103c66103b6565b919260018160209254838588010152019101909291610a4c565b91607f16916109f4565b3461016d57602036600319011261016d576004359063ffffffff60e01b821680920361016d57602091637965db0b60e01b8114908115610aca575b5015158152f35b6301ffc9a760e01b14905083610ac3565b805180835260209291819084018484015e5f828201840152601f01601f1916010190565b600435906001600160a01b038216820361016d57565b602435906001600160a01b038216820361016d57565b90601f8019910116810190811067ffffffffffffffff821117610b4d57604052565b634e487b7160e01b5f52604160045260245ffd5b6001600160a01b0316908115610bf8576001600160a01b031691821561073757815f525f60205260405f2054818110610bdf57817fddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef92602092855f525f84520360405f2055845f525f825260405f20818154019055604051908152a3565b8263391434e360e21b5f5260045260245260445260645ffd5b634b637e8f60e11b5f525f60045260245ffd5b805f52600860205260405f206001600160a01b0333165f5260205260ff60405f20541615610c365750565b63e2517d3f60e01b5f523360045260245260445ffd5b805f52600860205260405f206001600160a01b0383165f5260205260ff60405f205416155f14610cd557805f52600860205260405f206001600160a01b0383165f5260205260405f20600160ff198254161790556001600160a01b03339216907f2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d5f80a4600190565b50505f90565b6001600160a01b037f000000000000000000000000000000000000000000000000000000000000000016301480610dce575b15610d36577f000000000000000000000000000000000000000000000000000000000000000090565b60405160208101907f8b73c3c69bb8fe3d512ecc4cf759cc79239f7b179b0ffacaa9a75d522b39400f82527f000000000000000000000000000000000000000000000000000000000000000060408201527f000000000000000000000000000000000000000000000000000000000000000060608201524660808201523060a082015260a08152610dc860c082610b2b565b51902090565b507f00000000000000000000000000000000000000000000000000000000000000004614610d0d565b805f52600860205260405f206001600160a01b0383165f5260205260ff60405f2054165f14610cd557805f52600860205260405f206001600160a01b0383165f5260205260405f2060ff1981541690556001600160a01b03339216907ff6391f5c32d9c69d2a47ea670b442974b53935d1edc7fd64eb21e047a839171b5f80a4600190565b6001600160a01b031690811561095c576001600160a01b03169182156109495760207f8c5be1e5ebec7d5bd14f71427d1e84f3dd0314c0f7b2291e5b200ac8c7c3b92591835f526001825260405f20855f5282528060405f2055604051908152a3565b60ff811690601f8211610f0e5760405191610efb604084610b2b565b6020808452838101919036833783525290565b632cd44ac360e21b5f5260045ffd5b91907f7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a08411610f9f579160209360809260ff5f9560405194855216868401526040830152606082015282805260015afa15610f94575f516001600160a01b03811615610f8a57905f905f90565b505f906001905f90565b6040513d5f823e3d90fd5b5050505f9160039190565b600481101561100a5780610fbc575050565b60018103610fd35763f645eedf60e01b5f5260045ffd5b60028103610fee575063fce698f760e01b5f5260045260245ffd5b600314610ff85750565b6335e2f38360e21b5f5260045260245ffd5b634e487b7160e01b5f52602160045260245ffd2f8788117e7eff1d82e926ec794901d17c78024a50270940304540a733656f0d51a495916474fe1a0c0fcfb65a8a97682b84a054118858cdd1f5dfd7fc0919eb5eff886ea0ce6ca488a3d6e336d6c0f75f46d19b42c06ce5ee98e42c96d256c7",
}

// Token is an auto generated Go binding around an Ethereum contract.
type Token struct {
	abi abi.ABI
}

// GetABI returns the ABI associated with this contract binding.
func (c *Token) GetABI() abi.ABI {
	return c.abi
}

// NewToken creates a new instance of Token.
func NewToken() *Token {
	parsed, err := TokenMetaData.ParseABI()
	if err != nil {
		panic(errors.New("invalid ABI: " + err.Error()))
	}
	return &Token{abi: *parsed}
}

// Instance creates a wrapper for a deployed contract instance at the given address.
// Use this to create the instance object passed to abigen v2 library functions Call, Transact, etc.
func (c *Token) Instance(backend bind.ContractBackend, addr common.Address) *bind.BoundContract {
	return bind.NewBoundContract(addr, c.abi, backend, backend, backend)
}

// PackConstructor is the Go binding used to pack the parameters required for
// contract deployment.
//
// Solidity: constructor(address admin, uint256 cap_, address[] minters, address[] holders, uint256[] amounts) returns()
func (token *Token) PackConstructor(admin common.Address, cap_ *big.Int, minters []common.Address, holders []common.Address, amounts []*big.Int) []byte {
	enc, err := token.abi.Pack("", admin, cap_, minters, holders, amounts)
	if err != nil {
		panic(err)
	}
	return enc
}

// PackDEFAULTADMINROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa217fddf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) PackDEFAULTADMINROLE() []byte {
	enc, err := token.abi.Pack("DEFAULT_ADMIN_ROLE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDEFAULTADMINROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa217fddf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) TryPackDEFAULTADMINROLE() ([]byte, error) {
	return token.abi.Pack("DEFAULT_ADMIN_ROLE")
}

// UnpackDEFAULTADMINROLE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa217fddf.
//
// Solidity: function DEFAULT_ADMIN_ROLE() view returns(bytes32)
func (token *Token) UnpackDEFAULTADMINROLE(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("DEFAULT_ADMIN_ROLE", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) PackDOMAINSEPARATOR() []byte {
	enc, err := token.abi.Pack("DOMAIN_SEPARATOR")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDOMAINSEPARATOR is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x3644e515.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) TryPackDOMAINSEPARATOR() ([]byte, error) {
	return token.abi.Pack("DOMAIN_SEPARATOR")
}

// UnpackDOMAINSEPARATOR is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x3644e515.
//
// Solidity: function DOMAIN_SEPARATOR() view returns(bytes32)
func (token *Token) UnpackDOMAINSEPARATOR(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("DOMAIN_SEPARATOR", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackMINTERROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5391393.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) PackMINTERROLE() []byte {
	enc, err := token.abi.Pack("MINTER_ROLE")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMINTERROLE is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd5391393.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) TryPackMINTERROLE() ([]byte, error) {
	return token.abi.Pack("MINTER_ROLE")
}

// UnpackMINTERROLE is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xd5391393.
//
// Solidity: function MINTER_ROLE() view returns(bytes32)
func (token *Token) UnpackMINTERROLE(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("MINTER_ROLE", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) PackAllowance(owner common.Address, spender common.Address) []byte {
	enc, err := token.abi.Pack("allowance", owner, spender)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackAllowance is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xdd62ed3e.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) TryPackAllowance(owner common.Address, spender common.Address) ([]byte, error) {
	return token.abi.Pack("allowance", owner, spender)
}

// UnpackAllowance is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xdd62ed3e.
//
// Solidity: function allowance(address owner, address spender) view returns(uint256)
func (token *Token) UnpackAllowance(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("allowance", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) PackApprove(spender common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("approve", spender, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackApprove is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x095ea7b3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) TryPackApprove(spender common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("approve", spender, value)
}

// UnpackApprove is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x095ea7b3.
//
// Solidity: function approve(address spender, uint256 value) returns(bool)
func (token *Token) UnpackApprove(data []byte) (bool, error) {
	out, err := token.abi.Unpack("approve", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) PackBalanceOf(account common.Address) []byte {
	enc, err := token.abi.Pack("balanceOf", account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackBalanceOf is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x70a08231.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) TryPackBalanceOf(account common.Address) ([]byte, error) {
	return token.abi.Pack("balanceOf", account)
}

// UnpackBalanceOf is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x70a08231.
//
// Solidity: function balanceOf(address account) view returns(uint256)
func (token *Token) UnpackBalanceOf(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("balanceOf", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) PackCap() []byte {
	enc, err := token.abi.Pack("cap")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackCap is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x355274ea.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) TryPackCap() ([]byte, error) {
	return token.abi.Pack("cap")
}

// UnpackCap is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x355274ea.
//
// Solidity: function cap() view returns(uint256)
func (token *Token) UnpackCap(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("cap", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) PackDecimals() []byte {
	enc, err := token.abi.Pack("decimals")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackDecimals is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x313ce567.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) TryPackDecimals() ([]byte, error) {
	return token.abi.Pack("decimals")
}

// UnpackDecimals is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x313ce567.
//
// Solidity: function decimals() view returns(uint8)
func (token *Token) UnpackDecimals(data []byte) (uint8, error) {
	out, err := token.abi.Unpack("decimals", data)
	if err != nil {
		return *new(uint8), err
	}
	out0 := *abi.ConvertType(out[0], new(uint8)).(*uint8)
	return out0, nil
}

// PackGetRoleAdmin is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x248a9ca3.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) PackGetRoleAdmin(role [32]byte) []byte {
	enc, err := token.abi.Pack("getRoleAdmin", role)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGetRoleAdmin is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x248a9ca3.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) TryPackGetRoleAdmin(role [32]byte) ([]byte, error) {
	return token.abi.Pack("getRoleAdmin", role)
}

// UnpackGetRoleAdmin is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x248a9ca3.
//
// Solidity: function getRoleAdmin(bytes32 role) view returns(bytes32)
func (token *Token) UnpackGetRoleAdmin(data []byte) ([32]byte, error) {
	out, err := token.abi.Unpack("getRoleAdmin", data)
	if err != nil {
		return *new([32]byte), err
	}
	out0 := *abi.ConvertType(out[0], new([32]byte)).(*[32]byte)
	return out0, nil
}

// PackGrantRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f2ff15d.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function grantRole(bytes32 role, address account) returns()
func (token *Token) PackGrantRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("grantRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackGrantRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x2f2ff15d.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function grantRole(bytes32 role, address account) returns()
func (token *Token) TryPackGrantRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("grantRole", role, account)
}

// PackHasRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91d14854.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) PackHasRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("hasRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackHasRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x91d14854.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) TryPackHasRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("hasRole", role, account)
}

// UnpackHasRole is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x91d14854.
//
// Solidity: function hasRole(bytes32 role, address account) view returns(bool)
func (token *Token) UnpackHasRole(data []byte) (bool, error) {
	out, err := token.abi.Unpack("hasRole", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (token *Token) PackMint(to common.Address, amount *big.Int) []byte {
	enc, err := token.abi.Pack("mint", to, amount)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackMint is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x40c10f19.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function mint(address to, uint256 amount) returns()
func (token *Token) TryPackMint(to common.Address, amount *big.Int) ([]byte, error) {
	return token.abi.Pack("mint", to, amount)
}

// PackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function name() view returns(string)
func (token *Token) PackName() []byte {
	enc, err := token.abi.Pack("name")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackName is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x06fdde03.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function name() view returns(string)
func (token *Token) TryPackName() ([]byte, error) {
	return token.abi.Pack("name")
}

// UnpackName is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x06fdde03.
//
// Solidity: function name() view returns(string)
func (token *Token) UnpackName(data []byte) (string, error) {
	out, err := token.abi.Unpack("name", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) PackNonces(owner common.Address) []byte {
	enc, err := token.abi.Pack("nonces", owner)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackNonces is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x7ecebe00.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) TryPackNonces(owner common.Address) ([]byte, error) {
	return token.abi.Pack("nonces", owner)
}

// UnpackNonces is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x7ecebe00.
//
// Solidity: function nonces(address owner) view returns(uint256)
func (token *Token) UnpackNonces(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("nonces", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (token *Token) PackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) []byte {
	enc, err := token.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackPermit is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd505accf.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s) returns()
func (token *Token) TryPackPermit(owner common.Address, spender common.Address, value *big.Int, deadline *big.Int, v uint8, r [32]byte, s [32]byte) ([]byte, error) {
	return token.abi.Pack("permit", owner, spender, value, deadline, v, r, s)
}

// PackRenounceRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36568abe.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function renounceRole(bytes32 role, address callerConfirmation) returns()
func (token *Token) PackRenounceRole(role [32]byte, callerConfirmation common.Address) []byte {
	enc, err := token.abi.Pack("renounceRole", role, callerConfirmation)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRenounceRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x36568abe.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function renounceRole(bytes32 role, address callerConfirmation) returns()
func (token *Token) TryPackRenounceRole(role [32]byte, callerConfirmation common.Address) ([]byte, error) {
	return token.abi.Pack("renounceRole", role, callerConfirmation)
}

// PackRevokeRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd547741f.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function revokeRole(bytes32 role, address account) returns()
func (token *Token) PackRevokeRole(role [32]byte, account common.Address) []byte {
	enc, err := token.abi.Pack("revokeRole", role, account)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackRevokeRole is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xd547741f.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function revokeRole(bytes32 role, address account) returns()
func (token *Token) TryPackRevokeRole(role [32]byte, account common.Address) ([]byte, error) {
	return token.abi.Pack("revokeRole", role, account)
}

// PackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) PackSupportsInterface(interfaceId [4]byte) []byte {
	enc, err := token.abi.Pack("supportsInterface", interfaceId)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSupportsInterface is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x01ffc9a7.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) TryPackSupportsInterface(interfaceId [4]byte) ([]byte, error) {
	return token.abi.Pack("supportsInterface", interfaceId)
}

// UnpackSupportsInterface is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x01ffc9a7.
//
// Solidity: function supportsInterface(bytes4 interfaceId) view returns(bool)
func (token *Token) UnpackSupportsInterface(data []byte) (bool, error) {
	out, err := token.abi.Unpack("supportsInterface", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function symbol() view returns(string)
func (token *Token) PackSymbol() []byte {
	enc, err := token.abi.Pack("symbol")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackSymbol is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x95d89b41.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function symbol() view returns(string)
func (token *Token) TryPackSymbol() ([]byte, error) {
	return token.abi.Pack("symbol")
}

// UnpackSymbol is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x95d89b41.
//
// Solidity: function symbol() view returns(string)
func (token *Token) UnpackSymbol(data []byte) (string, error) {
	out, err := token.abi.Unpack("symbol", data)
	if err != nil {
		return *new(string), err
	}
	out0 := *abi.ConvertType(out[0], new(string)).(*string)
	return out0, nil
}

// PackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) PackTotalSupply() []byte {
	enc, err := token.abi.Pack("totalSupply")
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTotalSupply is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x18160ddd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) TryPackTotalSupply() ([]byte, error) {
	return token.abi.Pack("totalSupply")
}

// UnpackTotalSupply is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x18160ddd.
//
// Solidity: function totalSupply() view returns(uint256)
func (token *Token) UnpackTotalSupply(data []byte) (*big.Int, error) {
	out, err := token.abi.Unpack("totalSupply", data)
	if err != nil {
		return new(big.Int), err
	}
	out0 := abi.ConvertType(out[0], new(big.Int)).(*big.Int)
	return out0, nil
}

// PackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) PackTransfer(to common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("transfer", to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransfer is the Go binding used to pack the parameters required for calling
// the contract method with ID 0xa9059cbb.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) TryPackTransfer(to common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("transfer", to, value)
}

// UnpackTransfer is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0xa9059cbb.
//
// Solidity: function transfer(address to, uint256 value) returns(bool)
func (token *Token) UnpackTransfer(data []byte) (bool, error) {
	out, err := token.abi.Unpack("transfer", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// PackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will panic if any
// invalid/nil inputs are passed.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) PackTransferFrom(from common.Address, to common.Address, value *big.Int) []byte {
	enc, err := token.abi.Pack("transferFrom", from, to, value)
	if err != nil {
		panic(err)
	}
	return enc
}

// TryPackTransferFrom is the Go binding used to pack the parameters required for calling
// the contract method with ID 0x23b872dd.  This method will return an error
// if any inputs are invalid/nil.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) TryPackTransferFrom(from common.Address, to common.Address, value *big.Int) ([]byte, error) {
	return token.abi.Pack("transferFrom", from, to, value)
}

// UnpackTransferFrom is the Go binding that unpacks the parameters returned
// from invoking the contract method with ID 0x23b872dd.
//
// Solidity: function transferFrom(address from, address to, uint256 value) returns(bool)
func (token *Token) UnpackTransferFrom(data []byte) (bool, error) {
	out, err := token.abi.Unpack("transferFrom", data)
	if err != nil {
		return *new(bool), err
	}
	out0 := *abi.ConvertType(out[0], new(bool)).(*bool)
	return out0, nil
}

// TokenApproval represents a Approval event raised by the Token contract.
type TokenApproval struct {
	Owner   common.Address
	Spender common.Address
	Value   *big.Int
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenApprovalEventName = "Approval"

// ContractEventName returns the user-defined event name.
func (TokenApproval) ContractEventName() string {
	return TokenApprovalEventName
}

// UnpackApprovalEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Approval(address indexed owner, address indexed spender, uint256 value)
func (token *Token) UnpackApprovalEvent(log *types.Log) (*TokenApproval, error) {
	event := "Approval"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenApproval)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenEIP712DomainChanged represents a EIP712DomainChanged event raised by the Token contract.
type TokenEIP712DomainChanged struct {
	Raw *types.Log // Blockchain specific contextual infos
}

const TokenEIP712DomainChangedEventName = "EIP712DomainChanged"

// ContractEventName returns the user-defined event name.
func (TokenEIP712DomainChanged) ContractEventName() string {
	return TokenEIP712DomainChangedEventName
}

// UnpackEIP712DomainChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event EIP712DomainChanged()
func (token *Token) UnpackEIP712DomainChangedEvent(log *types.Log) (*TokenEIP712DomainChanged, error) {
	event := "EIP712DomainChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenEIP712DomainChanged)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleAdminChanged represents a RoleAdminChanged event raised by the Token contract.
type TokenRoleAdminChanged struct {
	Role              [32]byte
	PreviousAdminRole [32]byte
	NewAdminRole      [32]byte
	Raw               *types.Log // Blockchain specific contextual infos
}

const TokenRoleAdminChangedEventName = "RoleAdminChanged"

// ContractEventName returns the user-defined event name.
func (TokenRoleAdminChanged) ContractEventName() string {
	return TokenRoleAdminChangedEventName
}

// UnpackRoleAdminChangedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleAdminChanged(bytes32 indexed role, bytes32 indexed previousAdminRole, bytes32 indexed newAdminRole)
func (token *Token) UnpackRoleAdminChangedEvent(log *types.Log) (*TokenRoleAdminChanged, error) {
	event := "RoleAdminChanged"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleAdminChanged)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleGranted represents a RoleGranted event raised by the Token contract.
type TokenRoleGranted struct {
	Role    [32]byte
	Account common.Address
	Sender  common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenRoleGrantedEventName = "RoleGranted"

// ContractEventName returns the user-defined event name.
func (TokenRoleGranted) ContractEventName() string {
	return TokenRoleGrantedEventName
}

// UnpackRoleGrantedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)
func (token *Token) UnpackRoleGrantedEvent(log *types.Log) (*TokenRoleGranted, error) {
	event := "RoleGranted"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleGranted)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenRoleRevoked represents a RoleRevoked event raised by the Token contract.
type TokenRoleRevoked struct {
	Role    [32]byte
	Account common.Address
	Sender  common.Address
	Raw     *types.Log // Blockchain specific contextual infos
}

const TokenRoleRevokedEventName = "RoleRevoked"

// ContractEventName returns the user-defined event name.
func (TokenRoleRevoked) ContractEventName() string {
	return TokenRoleRevokedEventName
}

// UnpackRoleRevokedEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)
func (token *Token) UnpackRoleRevokedEvent(log *types.Log) (*TokenRoleRevoked, error) {
	event := "RoleRevoked"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenRoleRevoked)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// TokenTransfer represents a Transfer event raised by the Token contract.
type TokenTransfer struct {
	From  common.Address
	To    common.Address
	Value *big.Int
	Raw   *types.Log // Blockchain specific contextual infos
}

const TokenTransferEventName = "Transfer"

// ContractEventName returns the user-defined event name.
func (TokenTransfer) ContractEventName() string {
	return TokenTransferEventName
}

// UnpackTransferEvent is the Go binding that unpacks the event data emitted
// by contract.
//
// Solidity: event Transfer(address indexed from, address indexed to, uint256 value)
func (token *Token) UnpackTransferEvent(log *types.Log) (*TokenTransfer, error) {
	event := "Transfer"
	if len(log.Topics) == 0 {
		return nil, bind.ErrNoEventSignature
	}
	if log.Topics[0] != token.abi.Events[event].ID {
		return nil, bind.ErrEventSignatureMismatch
	}
	out := new(TokenTransfer)
	if len(log.Data) > 0 {
		if err := token.abi.UnpackIntoInterface(out, event, log.Data); err != nil {
			return nil, err
		}
	}
	var indexed abi.Arguments
	for _, arg := range token.abi.Events[event].Inputs {
		if arg.Indexed {
			indexed = append(indexed, arg)
		}
	}
	if err := abi.ParseTopics(out, indexed, log.Topics[1:]); err != nil {
		return nil, err
	}
	out.Raw = log
	return out, nil
}

// UnpackError attempts to decode the provided error data using user-defined
// error definitions.
func (token *Token) UnpackError(raw []byte) (any, error) {
	if bytes.Equal(raw[:4], token.abi.Errors["AccessControlBadConfirmation"].ID.Bytes()[:4]) {
		return token.UnpackAccessControlBadConfirmationError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["AccessControlUnauthorizedAccount"].ID.Bytes()[:4]) {
		return token.UnpackAccessControlUnauthorizedAccountError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignature"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignatureLength"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureLengthError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ECDSAInvalidSignatureS"].ID.Bytes()[:4]) {
		return token.UnpackECDSAInvalidSignatureSError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20ExceededCap"].ID.Bytes()[:4]) {
		return token.UnpackERC20ExceededCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InsufficientAllowance"].ID.Bytes()[:4]) {
		return token.UnpackERC20InsufficientAllowanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InsufficientBalance"].ID.Bytes()[:4]) {
		return token.UnpackERC20InsufficientBalanceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidApprover"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidApproverError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidCap"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidCapError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidReceiver"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidReceiverError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidSender"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidSenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC20InvalidSpender"].ID.Bytes()[:4]) {
		return token.UnpackERC20InvalidSpenderError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC2612ExpiredSignature"].ID.Bytes()[:4]) {
		return token.UnpackERC2612ExpiredSignatureError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["ERC2612InvalidSigner"].ID.Bytes()[:4]) {
		return token.UnpackERC2612InvalidSignerError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["InvalidAccountNonce"].ID.Bytes()[:4]) {
		return token.UnpackInvalidAccountNonceError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["InvalidShortString"].ID.Bytes()[:4]) {
		return token.UnpackInvalidShortStringError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["StringTooLong"].ID.Bytes()[:4]) {
		return token.UnpackStringTooLongError(raw[4:])
	}
	if bytes.Equal(raw[:4], token.abi.Errors["Token_GenesisMismatch"].ID.Bytes()[:4]) {
		return token.UnpackTokenGenesisMismatchError(raw[4:])
	}
	return nil, errors.New("Unknown error")
}

// TokenAccessControlBadConfirmation represents a AccessControlBadConfirmation error raised by the Token contract.
type TokenAccessControlBadConfirmation struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AccessControlBadConfirmation()
func TokenAccessControlBadConfirmationErrorID() common.Hash {
	return common.HexToHash("0x6697b23232a647058342c0724fe7c415cab25915b54e5dbc03f233173d37b41c")
}

// UnpackAccessControlBadConfirmationError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AccessControlBadConfirmation()
func (token *Token) UnpackAccessControlBadConfirmationError(raw []byte) (*TokenAccessControlBadConfirmation, error) {
	out := new(TokenAccessControlBadConfirmation)
	if err := token.abi.UnpackIntoInterface(out, "AccessControlBadConfirmation", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenAccessControlUnauthorizedAccount represents a AccessControlUnauthorizedAccount error raised by the Token contract.
type TokenAccessControlUnauthorizedAccount struct {
	Account    common.Address
	NeededRole [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)
func TokenAccessControlUnauthorizedAccountErrorID() common.Hash {
	return common.HexToHash("0xe2517d3fbfae6f8515ef5ff1ccedc3933ab0cbbda0b492c06eb54ad10ef03b3e")
}

// UnpackAccessControlUnauthorizedAccountError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)
func (token *Token) UnpackAccessControlUnauthorizedAccountError(raw []byte) (*TokenAccessControlUnauthorizedAccount, error) {
	out := new(TokenAccessControlUnauthorizedAccount)
	if err := token.abi.UnpackIntoInterface(out, "AccessControlUnauthorizedAccount", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignature represents a ECDSAInvalidSignature error raised by the Token contract.
type TokenECDSAInvalidSignature struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignature()
func TokenECDSAInvalidSignatureErrorID() common.Hash {
	return common.HexToHash("0xf645eedf0193584640b6b90cb9477e4c95b98636c148a891d4c0a146dc46e75a")
}

// UnpackECDSAInvalidSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignature()
func (token *Token) UnpackECDSAInvalidSignatureError(raw []byte) (*TokenECDSAInvalidSignature, error) {
	out := new(TokenECDSAInvalidSignature)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignatureLength represents a ECDSAInvalidSignatureLength error raised by the Token contract.
type TokenECDSAInvalidSignatureLength struct {
	Length *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func TokenECDSAInvalidSignatureLengthErrorID() common.Hash {
	return common.HexToHash("0xfce698f7e8e5342cd615f641317bc45fe7e1e4a8b0a14dd1383ff8dc9c41917f")
}

// UnpackECDSAInvalidSignatureLengthError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureLength(uint256 length)
func (token *Token) UnpackECDSAInvalidSignatureLengthError(raw []byte) (*TokenECDSAInvalidSignatureLength, error) {
	out := new(TokenECDSAInvalidSignatureLength)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureLength", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenECDSAInvalidSignatureS represents a ECDSAInvalidSignatureS error raised by the Token contract.
type TokenECDSAInvalidSignatureS struct {
	S [32]byte
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func TokenECDSAInvalidSignatureSErrorID() common.Hash {
	return common.HexToHash("0xd78bce0cccb935155ed6428d1c13e50b7f3550fd2b66b9fe266006fea4a5e1eb")
}

// UnpackECDSAInvalidSignatureSError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ECDSAInvalidSignatureS(bytes32 s)
func (token *Token) UnpackECDSAInvalidSignatureSError(raw []byte) (*TokenECDSAInvalidSignatureS, error) {
	out := new(TokenECDSAInvalidSignatureS)
	if err := token.abi.UnpackIntoInterface(out, "ECDSAInvalidSignatureS", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20ExceededCap represents a ERC20ExceededCap error raised by the Token contract.
type TokenERC20ExceededCap struct {
	IncreasedSupply *big.Int
	Cap             *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20ExceededCap(uint256 increasedSupply, uint256 cap)
func TokenERC20ExceededCapErrorID() common.Hash {
	return common.HexToHash("0x9e79f854e7e443a7e81774a004f97452fde67fc40f1ae7a0ecb8c360c4f564ac")
}

// UnpackERC20ExceededCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20ExceededCap(uint256 increasedSupply, uint256 cap)
func (token *Token) UnpackERC20ExceededCapError(raw []byte) (*TokenERC20ExceededCap, error) {
	out := new(TokenERC20ExceededCap)
	if err := token.abi.UnpackIntoInterface(out, "ERC20ExceededCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InsufficientAllowance represents a ERC20InsufficientAllowance error raised by the Token contract.
type TokenERC20InsufficientAllowance struct {
	Spender   common.Address
	Allowance *big.Int
	Needed    *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func TokenERC20InsufficientAllowanceErrorID() common.Hash {
	return common.HexToHash("0xfb8f41b23e99d2101d86da76cdfa87dd51c82ed07d3cb62cbc473e469dbc75c3")
}

// UnpackERC20InsufficientAllowanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientAllowance(address spender, uint256 allowance, uint256 needed)
func (token *Token) UnpackERC20InsufficientAllowanceError(raw []byte) (*TokenERC20InsufficientAllowance, error) {
	out := new(TokenERC20InsufficientAllowance)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InsufficientAllowance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InsufficientBalance represents a ERC20InsufficientBalance error raised by the Token contract.
type TokenERC20InsufficientBalance struct {
	Sender  common.Address
	Balance *big.Int
	Needed  *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func TokenERC20InsufficientBalanceErrorID() common.Hash {
	return common.HexToHash("0xe450d38cd8d9f7d95077d567d60ed49c7254716e6ad08fc9872816c97e0ffec6")
}

// UnpackERC20InsufficientBalanceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InsufficientBalance(address sender, uint256 balance, uint256 needed)
func (token *Token) UnpackERC20InsufficientBalanceError(raw []byte) (*TokenERC20InsufficientBalance, error) {
	out := new(TokenERC20InsufficientBalance)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InsufficientBalance", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidApprover represents a ERC20InvalidApprover error raised by the Token contract.
type TokenERC20InvalidApprover struct {
	Approver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidApprover(address approver)
func TokenERC20InvalidApproverErrorID() common.Hash {
	return common.HexToHash("0xe602df05cc75712490294c6c104ab7c17f4030363910a7a2626411c6d3118847")
}

// UnpackERC20InvalidApproverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidApprover(address approver)
func (token *Token) UnpackERC20InvalidApproverError(raw []byte) (*TokenERC20InvalidApprover, error) {
	out := new(TokenERC20InvalidApprover)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidApprover", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidCap represents a ERC20InvalidCap error raised by the Token contract.
type TokenERC20InvalidCap struct {
	Cap *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidCap(uint256 cap)
func TokenERC20InvalidCapErrorID() common.Hash {
	return common.HexToHash("0x392e1e27cbe1cbe0653ae0435ec8f503f6a25b76c3c7164a5cacb005b0b68677")
}

// UnpackERC20InvalidCapError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidCap(uint256 cap)
func (token *Token) UnpackERC20InvalidCapError(raw []byte) (*TokenERC20InvalidCap, error) {
	out := new(TokenERC20InvalidCap)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidCap", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidReceiver represents a ERC20InvalidReceiver error raised by the Token contract.
type TokenERC20InvalidReceiver struct {
	Receiver common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func TokenERC20InvalidReceiverErrorID() common.Hash {
	return common.HexToHash("0xec442f055133b72f3b2f9f0bb351c406b178527de2040a7d1feb4e058771f613")
}

// UnpackERC20InvalidReceiverError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidReceiver(address receiver)
func (token *Token) UnpackERC20InvalidReceiverError(raw []byte) (*TokenERC20InvalidReceiver, error) {
	out := new(TokenERC20InvalidReceiver)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidReceiver", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidSender represents a ERC20InvalidSender error raised by the Token contract.
type TokenERC20InvalidSender struct {
	Sender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSender(address sender)
func TokenERC20InvalidSenderErrorID() common.Hash {
	return common.HexToHash("0x96c6fd1edd0cd6ef7ff0ecc0facdf53148dc0048b57fe58af65755250a7a96bd")
}

// UnpackERC20InvalidSenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSender(address sender)
func (token *Token) UnpackERC20InvalidSenderError(raw []byte) (*TokenERC20InvalidSender, error) {
	out := new(TokenERC20InvalidSender)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidSender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC20InvalidSpender represents a ERC20InvalidSpender error raised by the Token contract.
type TokenERC20InvalidSpender struct {
	Spender common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC20InvalidSpender(address spender)
func TokenERC20InvalidSpenderErrorID() common.Hash {
	return common.HexToHash("0x94280d62c347d8d9f4d59a76ea321452406db88df38e0c9da304f58b57b373a2")
}

// UnpackERC20InvalidSpenderError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC20InvalidSpender(address spender)
func (token *Token) UnpackERC20InvalidSpenderError(raw []byte) (*TokenERC20InvalidSpender, error) {
	out := new(TokenERC20InvalidSpender)
	if err := token.abi.UnpackIntoInterface(out, "ERC20InvalidSpender", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC2612ExpiredSignature represents a ERC2612ExpiredSignature error raised by the Token contract.
type TokenERC2612ExpiredSignature struct {
	Deadline *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func TokenERC2612ExpiredSignatureErrorID() common.Hash {
	return common.HexToHash("0x627913023c184eaad13735d5a3d2657ae76ec9a872a70e0fc57522ef1a114d58")
}

// UnpackERC2612ExpiredSignatureError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612ExpiredSignature(uint256 deadline)
func (token *Token) UnpackERC2612ExpiredSignatureError(raw []byte) (*TokenERC2612ExpiredSignature, error) {
	out := new(TokenERC2612ExpiredSignature)
	if err := token.abi.UnpackIntoInterface(out, "ERC2612ExpiredSignature", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenERC2612InvalidSigner represents a ERC2612InvalidSigner error raised by the Token contract.
type TokenERC2612InvalidSigner struct {
	Signer common.Address
	Owner  common.Address
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func TokenERC2612InvalidSignerErrorID() common.Hash {
	return common.HexToHash("0x4b800e463b323b1d856edf9dec70329a639d13874a57f5c28219ff57128756db")
}

// UnpackERC2612InvalidSignerError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error ERC2612InvalidSigner(address signer, address owner)
func (token *Token) UnpackERC2612InvalidSignerError(raw []byte) (*TokenERC2612InvalidSigner, error) {
	out := new(TokenERC2612InvalidSigner)
	if err := token.abi.UnpackIntoInterface(out, "ERC2612InvalidSigner", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenInvalidAccountNonce represents a InvalidAccountNonce error raised by the Token contract.
type TokenInvalidAccountNonce struct {
	Account      common.Address
	CurrentNonce *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func TokenInvalidAccountNonceErrorID() common.Hash {
	return common.HexToHash("0x752d88c0de02638abf10e8e31861e4c68dc1f3a1e7d840e580683f2c282bfc7a")
}

// UnpackInvalidAccountNonceError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidAccountNonce(address account, uint256 currentNonce)
func (token *Token) UnpackInvalidAccountNonceError(raw []byte) (*TokenInvalidAccountNonce, error) {
	out := new(TokenInvalidAccountNonce)
	if err := token.abi.UnpackIntoInterface(out, "InvalidAccountNonce", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenInvalidShortString represents a InvalidShortString error raised by the Token contract.
type TokenInvalidShortString struct {
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error InvalidShortString()
func TokenInvalidShortStringErrorID() common.Hash {
	return common.HexToHash("0xb3512b0c6163e5f0bafab72bb631b9d58cd7a731b082f910338aa21c83d5c274")
}

// UnpackInvalidShortStringError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error InvalidShortString()
func (token *Token) UnpackInvalidShortStringError(raw []byte) (*TokenInvalidShortString, error) {
	out := new(TokenInvalidShortString)
	if err := token.abi.UnpackIntoInterface(out, "InvalidShortString", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenStringTooLong represents a StringTooLong error raised by the Token contract.
type TokenStringTooLong struct {
	Str string
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error StringTooLong(string str)
func TokenStringTooLongErrorID() common.Hash {
	return common.HexToHash("0x305a27a93f8e33b7392df0a0f91d6fc63847395853c45991eec52dbf24d72381")
}

// UnpackStringTooLongError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error StringTooLong(string str)
func (token *Token) UnpackStringTooLongError(raw []byte) (*TokenStringTooLong, error) {
	out := new(TokenStringTooLong)
	if err := token.abi.UnpackIntoInterface(out, "StringTooLong", raw); err != nil {
		return nil, err
	}
	return out, nil
}

// TokenTokenGenesisMismatch represents a Token_GenesisMismatch error raised by the Token contract.
type TokenTokenGenesisMismatch struct {
	Holders *big.Int
	Amounts *big.Int
}

// ErrorID returns the hash of canonical representation of the error's signature.
//
// Solidity: error Token_GenesisMismatch(uint256 holders, uint256 amounts)
func TokenTokenGenesisMismatchErrorID() common.Hash {
	return common.HexToHash("0x71c67fef85b839173af60f48b206df31853ae336e1abd09d74a2f8e972db9d48")
}

// UnpackTokenGenesisMismatchError is the Go binding used to decode the provided
// error data into the corresponding Go error struct.
//
// Solidity: error Token_GenesisMismatch(uint256 holders, uint256 amounts)
func (token *Token) UnpackTokenGenesisMismatchError(raw []byte) (*TokenTokenGenesisMismatch, error) {
	out := new(TokenTokenGenesisMismatch)
	if err := token.abi.UnpackIntoInterface(out, "Token_GenesisMismatch", raw); err != nil {
		return nil, err
	}
	return out, nil
}
