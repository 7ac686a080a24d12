"""A folder of atlases in one service: each under `/a/<name>/`, opened when it is asked for."""
