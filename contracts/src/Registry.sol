// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IRegistry, Resources} from "./interfaces/IRegistry.sol";

/// @title Registry
/// @author Berth
/// @notice See {IRegistry}. Nobody but a node itself changes its entry, and nobody but the market what is reserved of it.
contract Registry is IRegistry {
    /// @dev An entry as stored. The strings aside, three slots.
    struct Entry {
        // slot 0
        address operator;
        uint96 minStake; // token units
        // slot 1
        Resources total;
        // slot 2: never zero once registered, so that reserving never pays for a fresh slot; full to the last bit
        uint32 cpuMilli; // reserved, as the next four
        uint32 memoryMiB;
        uint32 diskMiB;
        uint40 trafficMiB;
        uint16 gpu;
        uint40 registeredAt; // Unix seconds; zero: not registered, or gone
        bool paused;
        uint24 live; // orders that reserve
        uint32 epoch; // never goes back, not even when the node leaves; zero: was never here
        // slots 3 and 4
        string endpoint;
        string metadataURI;
    }

    /// @notice The longest endpoint in bytes: a host name of 253, a colon and a port.
    uint256 public constant ENDPOINT_LIMIT = 259;
    /// @notice The longest metadata URI in bytes.
    uint256 public constant METADATA_LIMIT = 2048;
    /// @notice The longest page of {nodes}.
    uint256 public constant PAGE_LIMIT = 100;

    /// @inheritdoc IRegistry
    address public immutable market;

    mapping(address node => Entry entry) private _entries;
    address[] private _nodes;

    /// @notice Fixes the market.
    /// @param market_ the only one that reserves and releases
    constructor(address market_) {
        if (market_ == address(0)) revert Registry_ZeroAddress();
        market = market_;
    }

    modifier onlyMarket() {
        if (msg.sender != market) revert Registry_OnlyMarket(msg.sender);
        _;
    }

    /// @inheritdoc IRegistry
    function register(
        address operator,
        Resources calldata total,
        uint96 minStake,
        string calldata endpoint,
        string calldata metadataURI
    ) external {
        Entry storage e = _entries[msg.sender];

        // Check
        uint256 length = bytes(endpoint).length;
        if (length == 0) revert Registry_EmptyEndpoint();
        if (length > ENDPOINT_LIMIT) revert Registry_EndpointTooLong(length, ENDPOINT_LIMIT);
        length = bytes(metadataURI).length;
        if (length > METADATA_LIMIT) revert Registry_MetadataTooLong(length, METADATA_LIMIT);
        if (total.trafficMiB >= 1 << 36 || total.gpu >= 1 << 12) revert Registry_TooLarge(total.trafficMiB, total.gpu);
        if ((total.gpu == 0) != (total.gpuModel == bytes12(0))) revert Registry_GpuModel(total.gpu, total.gpuModel);
        if (!_fits(_reservedOf(e), total)) revert Registry_BelowReserved(total, _reservedOf(e));
        if (e.gpu != 0 && e.total.gpuModel != total.gpuModel) revert Registry_BelowReserved(total, _reservedOf(e));

        // Effect
        if (e.epoch == 0) _nodes.push(msg.sender);
        if (e.registeredAt == 0) e.registeredAt = uint40(block.timestamp);
        if (e.operator != operator) emit OperatorChanged(msg.sender, operator);
        if (e.operator != operator || e.epoch == 0) _beginEpoch(e);
        e.operator = operator;
        e.minStake = minStake;
        e.total = total;
        e.endpoint = endpoint;
        e.metadataURI = metadataURI;
        emit NodeRegistered(msg.sender, operator, total, minStake, endpoint, metadataURI);
    }

    /// @inheritdoc IRegistry
    function setOperator(address operator) external {
        Entry storage e = _known(msg.sender);
        e.operator = operator;
        emit OperatorChanged(msg.sender, operator);
        _beginEpoch(e);
    }

    /// @inheritdoc IRegistry
    function setPaused(bool paused) external {
        Entry storage e = _known(msg.sender);
        e.paused = paused;
        emit NodePaused(msg.sender, paused);
    }

    /// @inheritdoc IRegistry
    function voidQuotes() external {
        _beginEpoch(_known(msg.sender));
    }

    /// @inheritdoc IRegistry
    function deregister() external {
        Entry storage e = _known(msg.sender);

        // Check
        if (e.live != 0) revert Registry_LiveOrders(msg.sender, e.live);

        // Effect
        uint32 epoch = e.epoch;
        delete _entries[msg.sender];
        e.epoch = epoch;
        emit NodeLeft(msg.sender);
        _beginEpoch(e);
    }

    /// @inheritdoc IRegistry
    function reserve(address node_, Resources calldata r) external onlyMarket returns (address operator, uint32 epoch) {
        // Check
        Entry storage e = _known(node_);
        if (e.paused) revert Registry_Paused(node_);
        Resources memory total = e.total;
        Resources memory reserved = _amounts(e);
        unchecked {
            // Each is a sum of two values of at most 40 bits.
            uint256 cpuMilli = uint256(reserved.cpuMilli) + r.cpuMilli;
            uint256 memoryMiB = uint256(reserved.memoryMiB) + r.memoryMiB;
            uint256 diskMiB = uint256(reserved.diskMiB) + r.diskMiB;
            uint256 trafficMiB = uint256(reserved.trafficMiB) + r.trafficMiB;
            uint256 gpu = uint256(reserved.gpu) + r.gpu;
            if (
                cpuMilli > total.cpuMilli || memoryMiB > total.memoryMiB || diskMiB > total.diskMiB
                    || trafficMiB > total.trafficMiB || gpu > total.gpu
                    || (r.gpu != 0 && r.gpuModel != bytes12(0) && r.gpuModel != total.gpuModel)
            ) revert Registry_OutOfCapacity(r, _minus(total, reserved));

            // Effect
            reserved.cpuMilli = uint32(cpuMilli);
            reserved.memoryMiB = uint32(memoryMiB);
            reserved.diskMiB = uint32(diskMiB);
            reserved.trafficMiB = uint40(trafficMiB);
            reserved.gpu = uint16(gpu);
        }
        _store(e, reserved, e.live + 1);
        return (e.operator, e.epoch);
    }

    /// @inheritdoc IRegistry
    function release(address node_, Resources calldata r) external onlyMarket {
        Entry storage e = _entries[node_];
        uint24 live = e.live;
        _store(e, _minus(_amounts(e), r), live == 0 ? 0 : live - 1);
    }

    /// @inheritdoc IRegistry
    function operatorOf(address node_) external view returns (address operator) {
        return _entries[node_].operator;
    }

    /// @inheritdoc IRegistry
    function epochOf(address node_) external view returns (uint32 epoch) {
        return _entries[node_].epoch;
    }

    /// @inheritdoc IRegistry
    function node(address node_) external view returns (Node memory) {
        return _view(_entries[node_]);
    }

    /// @inheritdoc IRegistry
    function nodeCount() external view returns (uint256) {
        return _nodes.length;
    }

    /// @inheritdoc IRegistry
    function nodes(uint256 offset, uint256 limit)
        external
        view
        returns (address[] memory addresses, Node[] memory entries)
    {
        uint256 count = _nodes.length;
        uint256 size = offset < count ? count - offset : 0;
        if (size > limit) size = limit;
        if (size > PAGE_LIMIT) size = PAGE_LIMIT;
        addresses = new address[](size);
        entries = new Node[](size);
        for (uint256 i = 0; i < size; ++i) {
            addresses[i] = _nodes[offset + i];
            entries[i] = _view(_entries[addresses[i]]);
        }
    }

    /// @dev Writes what is reserved and by how many, its slot at once.
    function _store(Entry storage e, Resources memory reserved, uint24 live) private {
        uint256 slot2 = uint256(reserved.cpuMilli) | uint256(reserved.memoryMiB) << 32 | uint256(reserved.diskMiB) << 64
            | uint256(reserved.trafficMiB) << 96 | uint256(reserved.gpu) << 136 | uint256(e.registeredAt) << 152
            | (e.paused ? 1 << 192 : 0) | uint256(live) << 200 | uint256(e.epoch) << 224;
        // solhint-disable-next-line no-inline-assembly
        assembly ("memory-safe") {
            sstore(add(e.slot, 2), slot2)
        }
    }

    /// @dev Voids all quotes of the caller so far.
    function _beginEpoch(Entry storage e) private {
        emit EpochBegan(msg.sender, ++e.epoch);
    }

    /// @dev The entry of a node that is registered.
    function _known(address node_) private view returns (Entry storage e) {
        e = _entries[node_];
        if (e.registeredAt == 0) revert Registry_NotRegistered(node_);
    }

    /// @dev What is reserved, without a model.
    function _amounts(Entry storage e) private view returns (Resources memory) {
        return Resources(e.cpuMilli, e.memoryMiB, e.diskMiB, e.trafficMiB, e.gpu, bytes12(0));
    }

    /// @dev What is reserved, with the model of the total.
    function _reservedOf(Entry storage e) private view returns (Resources memory r) {
        r = _amounts(e);
        r.gpuModel = e.total.gpuModel;
    }

    /// @dev An entry as read from outside.
    function _view(Entry storage e) private view returns (Node memory) {
        return Node({
            operator: e.operator,
            minStake: e.minStake,
            total: e.total,
            reserved: _reservedOf(e),
            paused: e.paused,
            registeredAt: e.registeredAt,
            live: e.live,
            epoch: e.epoch,
            endpoint: e.endpoint,
            metadataURI: e.metadataURI
        });
    }

    /// @dev Whether all of a is within b.
    function _fits(Resources memory a, Resources calldata b) private pure returns (bool) {
        return a.cpuMilli <= b.cpuMilli && a.memoryMiB <= b.memoryMiB && a.diskMiB <= b.diskMiB
            && a.trafficMiB <= b.trafficMiB && a.gpu <= b.gpu;
    }

    /// @dev a - b, never below zero: giving back must not fail, whatever happened before.
    function _minus(Resources memory a, Resources memory b) private pure returns (Resources memory r) {
        r.cpuMilli = a.cpuMilli > b.cpuMilli ? a.cpuMilli - b.cpuMilli : 0;
        r.memoryMiB = a.memoryMiB > b.memoryMiB ? a.memoryMiB - b.memoryMiB : 0;
        r.diskMiB = a.diskMiB > b.diskMiB ? a.diskMiB - b.diskMiB : 0;
        r.trafficMiB = a.trafficMiB > b.trafficMiB ? a.trafficMiB - b.trafficMiB : 0;
        r.gpu = a.gpu > b.gpu ? a.gpu - b.gpu : 0;
        r.gpuModel = a.gpuModel;
    }
}
