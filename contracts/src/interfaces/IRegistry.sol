// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @notice What a node has, or an order takes. One storage slot.
struct Resources {
    uint32 cpuMilli; // thousandths of a core
    uint32 memoryMiB; // MiB
    uint32 diskMiB; // MiB
    uint40 trafficMiB; // MiB in and out over the life of an order
    uint16 gpu; // whole devices
    bytes12 gpuModel; // ASCII, zero padded; of a node: zero when gpu is zero; of an order: zero takes any
}

/// @title IRegistry
/// @author Berth
/// @notice Where nodes enter themselves: operator key, resources, endpoint. Only a node's own wallet changes its entry.
interface IRegistry {
    /// @notice A node's entry as read from outside.
    struct Node {
        address operator; // hot key that signs quotes and activates; zero: only the node's own wallet
        uint96 minStake; // least stake of a user for probation, token units
        Resources total;
        Resources reserved; // gpuModel is always that of total
        bool paused; // takes no new orders
        uint40 registeredAt; // Unix seconds, zero: not registered
        string endpoint; // host:port, no scheme
        string metadataURI;
    }

    /// @notice A node entered itself, or changed its entry.
    /// @param node the node's wallet
    /// @param operator its operator key, zero: none
    /// @param total all that it has
    /// @param minStake least stake of a user for probation, token units
    /// @param endpoint host:port
    /// @param metadataURI where more is told
    event NodeRegistered(
        address indexed node,
        address indexed operator,
        Resources total,
        uint96 minStake,
        string endpoint,
        string metadataURI
    );
    /// @notice A node closed for new orders, or opened.
    /// @param node the node's wallet
    /// @param paused whether it is closed now
    event NodePaused(address indexed node, bool paused);
    /// @notice A node named another operator key.
    /// @param node the node's wallet
    /// @param operator the key, zero: none
    event OperatorChanged(address indexed node, address indexed operator);
    /// @notice What is reserved of a node changed.
    /// @param node the node's wallet
    /// @param reserved what is reserved now, with the model of the total
    event ReservedChanged(address indexed node, Resources reserved);

    /// @notice No such node.
    /// @param node the wallet
    error Registry_NotRegistered(address node);
    /// @notice The node takes no new orders.
    /// @param node the wallet
    error Registry_Paused(address node);
    /// @notice Only the market may do this.
    /// @param caller who tried
    error Registry_OnlyMarket(address caller);
    /// @notice The new totals are less than live orders hold, or change the model of GPUs that they hold.
    /// @param total what was asked for
    /// @param reserved what live orders hold
    error Registry_BelowReserved(Resources total, Resources reserved);
    /// @notice The node has not enough of something, or another GPU model.
    /// @param wanted what was asked for
    /// @param free what the node has free
    error Registry_OutOfCapacity(Resources wanted, Resources free);
    /// @notice The endpoint is empty.
    error Registry_EmptyEndpoint();
    /// @notice The endpoint is too long.
    /// @param length bytes
    /// @param limit bytes
    error Registry_EndpointTooLong(uint256 length, uint256 limit);
    /// @notice The metadata URI is too long.
    /// @param length bytes
    /// @param limit bytes
    error Registry_MetadataTooLong(uint256 length, uint256 limit);
    /// @notice A GPU model without a GPU, or a GPU without a model.
    /// @param gpu how many
    /// @param gpuModel which
    error Registry_GpuModel(uint16 gpu, bytes12 gpuModel);
    /// @notice The market's address is zero.
    error Registry_ZeroAddress();

    /// @notice Enters the caller, or updates its entry (keeps `paused`, `registeredAt` and what is reserved).
    /// @param operator hot key, zero: none
    /// @param total all that the node has
    /// @param minStake least stake of a user for probation, token units
    /// @param endpoint host:port, no scheme
    /// @param metadataURI where more is told, may be empty
    function register(
        address operator,
        Resources calldata total,
        uint96 minStake,
        string calldata endpoint,
        string calldata metadataURI
    ) external;

    /// @notice Names another operator key for the caller's node. Quotes that the old one signed are void at once.
    /// @param operator the key, zero: none
    function setOperator(address operator) external;

    /// @notice Closes the caller's node for new orders, or opens it. Orders that are there go on.
    /// @param paused whether it is to be closed
    function setPaused(bool paused) external;

    /// @notice Market only: takes resources. Reverts when paused, absent, or short.
    /// @param node the node's wallet
    /// @param r what to take
    /// @return operator the node's operator key
    /// @return minStake the node's least stake for probation
    function reserve(address node, Resources calldata r) external returns (address operator, uint96 minStake);

    /// @notice Market only: gives resources back. Never reverts for a known node.
    /// @param node the node's wallet
    /// @param r what to give back; its model is not looked at
    function release(address node, Resources calldata r) external;

    /// @notice A node's operator key.
    /// @param node_ the node's wallet
    /// @return operator the key; zero: none, or not registered
    function operatorOf(address node_) external view returns (address operator);

    /// @notice The only contract that reserves and releases.
    /// @return its address
    function market() external view returns (address);

    /// @notice A node's entry.
    /// @param node_ the node's wallet
    /// @return the entry, all zero if there is none
    function node(address node_) external view returns (Node memory);

    /// @notice How many nodes ever registered.
    /// @return the count
    function nodeCount() external view returns (uint256);

    /// @notice A page of entries in order of first registration.
    /// @param offset how many to leave out
    /// @param limit how many at most; 100 at most
    /// @return addresses the nodes' wallets
    /// @return entries their entries
    function nodes(uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory addresses, Node[] memory entries);
}
