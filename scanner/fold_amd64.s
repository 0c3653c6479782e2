//go:build !purego

#include "textflag.h"

// func signsAVX512(text *byte, tables *[3][64]uint8) uint64
TEXT ·signsAVX512(SB), NOSPLIT, $0-24
	MOVQ text+0(FP), SI
	MOVQ tables+8(FP), DX
	VMOVDQU64 (SI), Z0
	VMOVDQU64 1(SI), Z1
	VMOVDQU64 2(SI), Z2
	VPERMB (DX), Z0, Z0
	VPERMB 64(DX), Z1, Z1
	VPERMB 128(DX), Z2, Z2
	VPANDQ Z1, Z0, Z0
	VPTESTMB Z2, Z0, K1
	KMOVQ K1, AX
	MOVQ AX, ret+16(FP)
	VZEROUPPER
	RET
